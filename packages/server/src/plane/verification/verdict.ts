import type { Permission, ResourceId } from '@keywright/contract';
import type { Place } from '../allowed.ts';
import { ofProject } from '../tree/home.ts';
import type { PrincipalFacts } from './facts.ts';
import { type Proof, standingOf, type TokenStanding } from './judge-facts.ts';
import type { KeptToken } from './kept.ts';
import type { Acting, Known, ProvedToken } from './known.ts';
import { type Look, Missing } from './look.ts';
import { sitePlace } from './memory.ts';

/** What is asked about a token. */
export interface Question {
  /** As it was sent to whoever asks. */
  readonly token: string;
  /** Whether it may do this, on the resource; on all of a project, where no resource is named; else on all of the site. */
  readonly permission?: Permission | undefined;
  readonly resource?: ResourceId | undefined;
  readonly project?: ResourceId | undefined;
}

/**
 * Why it may, or may not. `no_grant` also of what does not exist, or stands in another project. `no_scope`: its principal
 * may, and the token is not for that.
 */
export type Reason = 'site_admin' | 'grant' | 'no_grant' | 'no_scope' | 'not_valid';

export type Verdict =
  | { readonly kind: 'malformed' | 'unknown' }
  /** Its bearer has the right secret, and who asks may know. */
  | {
      readonly kind: 'known';
      readonly token: KeptToken;
      readonly proof: Proof;
      readonly standing: TokenStanding;
      /** Undefined: no permission was asked about. */
      readonly reason: Reason | undefined;
    };

/** Whether a reason is one for yes. */
export const isYes = (reason: Reason): boolean => reason === 'site_admin' || reason === 'grant';

const malformed: Verdict = { kind: 'malformed' };
const unknown: Verdict = { kind: 'unknown' };

/** What may be told about a token to who asks. `now`: milliseconds since 1970. Throws Missing. */
export function verdictOn(
  known: Known,
  asking: Acting,
  question: Question,
  look: Look,
  now: number,
): Verdict {
  const proved = known.tokenOfText(question.token, look, now);
  if (proved === 'malformed') return malformed;
  if (proved === 'unknown') return unknown;
  const { token, proof } = proved;
  const home = homeOf(known, token.principal, look);
  if (home === undefined || !known.may(asking, 'token.verify', home, now)) {
    known.readAsUnknown(proved, look);
    return unknown;
  }
  const standing = standingOf(token, token.principal, now);
  if (standing === 'active') endOldSecret(proved);
  const { permission } = question;
  if (permission === undefined) return { kind: 'known', token, proof, standing, reason: undefined };
  const reason = standing === 'active' ? reasonFor(known, token, question, look, now) : 'not_valid';
  return { kind: 'known', token, proof, standing, reason };
}

/** From the first use of the new secret on, the old one is dead: before anything is answered. */
export function endOldSecret({ token, proof }: ProvedToken): void {
  if (proof === 'new') {
    throw new Missing([{ kind: 'old_secret', tokenId: token.id, digest: token.digest }]);
  }
}

/** Where the right to verify its tokens is decided: the site for people; the home of an account; a deployment's project. */
function homeOf(known: Known, { kind, homeId }: PrincipalFacts, look: Look): Place | undefined {
  const place = known.place(homeId, look);
  return kind === 'deployment' && place ? ofProject(place) : place;
}

function reasonFor(
  known: Known,
  token: KeptToken,
  question: Question,
  look: Look,
  now: number,
): Reason {
  const place = placeOf(known, question, look);
  const { principal } = token;
  const permission = question.permission as Permission;
  // Its scopes last: of what its principal may not do, nobody learns whether it exists.
  if (!place || !known.may({ principal, token: null }, permission, place, now)) return 'no_grant';
  if (!known.inScope({ principal, token }, permission, place)) return 'no_scope';
  return principal.isAdmin ? 'site_admin' : 'grant';
}

/** Undefined: there is no such place. */
function placeOf(known: Known, { resource, project }: Question, look: Look): Place | undefined {
  const inProject = project === undefined ? undefined : known.place(project, look);
  if (project !== undefined && inProject?.type !== 'project') return undefined;
  if (resource === undefined) return inProject ?? sitePlace;
  const place = known.place(resource, look);
  return project === undefined || place?.path.includes(project) ? place : undefined;
}
