import { endpoints } from '@keywright/contract';
import { type Operation, readOperation } from '../../../request/operation.ts';
import { Problem } from '../../../request/problem.ts';
import { avatarOf } from './queries.ts';

/** The picture of a person, as it was fetched at their last sign-in. `not_found` where there is none. */
export function getUserAvatarOperation(): Operation {
  return readOperation(endpoints.getUserAvatar, {
    async run(db, { params }) {
      const avatar = await avatarOf(db, params.id);
      if (!avatar?.avatar_version) throw new Problem('not_found');
      const { media_type: mediaType, bytes, avatar_version: etag } = avatar;
      return { mediaType, bytes, etag };
    },
  });
}
