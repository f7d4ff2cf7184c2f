import type { Member, RevocationLog } from '../../storage/revocation-log.ts';
import type { Lease } from './lease.ts';
import { leaseMs } from './timing.ts';

/** A server, as an administrator sees it. Times in milliseconds since 1970, durations in milliseconds. */
export interface ServerState {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly joinedAt: number;
  readonly renewedAt: number;
  /** 0: it has lapsed. Of others as far as the database knows; no decision rests on it. */
  readonly leaseEndsInMs: number;
  /** Changes that it has not acknowledged. */
  readonly lag: number;
  readonly verifiers: number;
  readonly isThis: boolean;
}

interface Rooms {
  readonly log: RevocationLog;
  readonly lease: Lease;
  /** What is told of this server where the database keeps no members: a file has but one. */
  readonly self: Pick<Member, 'label' | 'version' | 'joinedAt'>;
  readonly verifiers: () => number;
}

/** All servers of this site, this one among them, and what they follow. Rejects with StorageUnavailable. */
export async function readServers({ log, lease, self, verifiers }: Rooms) {
  const { term, head, now, isDurable, members } = await log.members();
  const stateOf = (member: Member): ServerState => {
    const isThis = member.incarnation === lease.incarnation;
    const left = isThis ? lease.remaining() : leaseMs - (now - member.renewedAt);
    return {
      id: member.incarnation,
      name: member.label,
      version: member.version,
      joinedAt: member.joinedAt,
      renewedAt: member.renewedAt,
      leaseEndsInMs: Math.max(0, Math.round(left)),
      lag: member.appliedTerm === term ? Math.max(0, head - member.applied) : head,
      verifiers: member.verifiers,
      isThis,
    };
  };
  const known = members.map(stateOf);
  const alone = stateOf({
    ...self,
    incarnation: lease.incarnation ?? '',
    beat: 0,
    appliedTerm: lease.settled.term,
    applied: lease.settled.head,
    verifiers: verifiers(),
    renewedAt: Math.round(now - (leaseMs - Math.max(0, lease.remaining()))),
  });
  return { items: log.isShared ? known : [alone], database: { isDurable, head, term } };
}
