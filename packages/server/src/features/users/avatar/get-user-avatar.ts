import { endpoints } from '@keywright/contract';
import type { Plane } from '../../../plane/plane.ts';
import { type Operation, readOperation } from '../../../request/operation.ts';
import { Problem } from '../../../request/problem.ts';
import { seesPeople } from '../sees-people.ts';
import { avatarOf } from './queries.ts';

/** The picture of a person, as it was fetched at their last sign-in. `not_found` where there is none. */
export function getUserAvatarOperation(plane: Plane): Operation {
  return readOperation(endpoints.getUserAvatar, {
    async run(db, { params, caller }) {
      const isSeen = await seesPeople(plane, db, caller, 'user.read');
      const avatar = isSeen ? await avatarOf(db, params.id) : undefined;
      if (!avatar?.avatar_version) throw new Problem('not_found');
      const { media_type: mediaType, bytes, avatar_version: etag } = avatar;
      return { mediaType, bytes, etag };
    },
  });
}
