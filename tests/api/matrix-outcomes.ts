import type { ErrorCode } from '@keywright/contract';
import type { Carrier, Principal } from './matrix-principals.ts';

/** `ok`: what the endpoint answers when all is well. */
export type Outcome = 'ok' | ErrorCode;
export type Outcomes = Readonly<
  Record<Principal, Outcome | Readonly<Partial<Record<Carrier, Outcome>>>>
>;

const stranger = {
  'session cookie': 'unauthenticated',
  'session Bearer': 'session_invalid',
  token: 'token_unknown',
} as const satisfies Partial<Record<Carrier, Outcome>>;

const outsiders = {
  anonymous: stranger,
  inactive: 'principal_inactive',
  disabledAccount: 'principal_inactive',
} as const;

/** The same outcome for each person that does not administer the site. */
const people = <O extends Outcomes[Principal]>(outcome: O) => ({
  user: outcome,
  other: outcome,
  organizationAdmin: outcome,
  projectAdmin: outcome,
  envAdmin: outcome,
  envUser: outcome,
  kindOwner: outcome,
  kindMaintainer: outcome,
});

/** The same outcome for each service account that is let in at all, and for a deployment. */
const accounts = <O extends Outcome>(outcome: O) => ({
  bareBot: outcome,
  envBot: outcome,
  organizationAccount: outcome,
  projectAccount: outcome,
  runner: outcome,
  deployment: outcome,
});

export const everyone = {
  anonymous: 'ok',
  inactive: 'ok',
  disabledAccount: 'ok',
  admin: 'ok',
  ...people('ok'),
  ...accounts('ok'),
} as const satisfies Outcomes;

export const whoIsActive = {
  ...outsiders,
  admin: 'ok',
  ...people('ok'),
  ...accounts('ok'),
} as const satisfies Outcomes;

const session = { 'session cookie': 'ok', 'session Bearer': 'ok', token: 'conflict' } as const;

/** A token has no session to end. */
export const signsOut = {
  anonymous: stranger,
  ...{ inactive: session, user: session, other: session, admin: session },
  ...{ organizationAdmin: 'conflict', projectAdmin: 'conflict' },
  ...{ envAdmin: 'conflict', envUser: 'conflict' },
  ...{ kindOwner: 'conflict', kindMaintainer: 'conflict' },
  ...accounts('conflict'),
  disabledAccount: 'conflict',
} as const satisfies Outcomes;

/** What takes a person with a session; a token is told so. */
export const whoSignedIn = {
  ...outsiders,
  admin: session,
  ...people(session),
  ...accounts('conflict'),
} as const satisfies Outcomes;

/** People are no secret to people; a service account does not learn that they are there. */
export const activePeople = {
  ...whoIsActive,
  ...accounts('not_found'),
} as const satisfies Outcomes;

/** All know that there is such a thing. */
export const adminAlone = {
  ...outsiders,
  admin: 'ok',
  ...people('forbidden'),
  ...accounts('forbidden'),
} as const satisfies Outcomes;

/** Who may verify tokens somewhere: whoever administers something that people or programs are at home in. */
export const verifiesTokens = {
  ...adminAlone,
  organizationAdmin: 'ok',
  projectAdmin: 'ok',
  organizationAccount: 'ok',
} as const satisfies Outcomes;

/** The same about a person, or a bot: people know them. */
export const adminAloneOfKnown = {
  ...adminAlone,
  ...accounts('not_found'),
} as const satisfies Outcomes;

/** Others can see the person it is about. */
export const personOrAdmin = { ...adminAloneOfKnown, user: 'ok' } as const satisfies Outcomes;

/** Nobody else learns that it exists. */
export const adminAloneOfHidden = {
  ...outsiders,
  admin: 'ok',
  ...people('not_found'),
  ...accounts('not_found'),
} as const satisfies Outcomes;

/** Others do not learn that it exists. */
export const ownerOrAdmin = { ...adminAloneOfHidden, user: 'ok' } as const satisfies Outcomes;

/** On the tree each group says who else. About the organization: its Admin. */
export const ofOrganization = {
  ...adminAloneOfHidden,
  organizationAdmin: 'ok',
} as const satisfies Outcomes;

/** About what only Admins of the project see: its service accounts, or a project that was made just now. */
export const adminsOfProject = {
  ...ofOrganization,
  projectAdmin: 'ok',
  organizationAccount: 'ok',
} as const satisfies Outcomes;

/** About the project itself. */
export const readsProject = {
  ...adminsOfProject,
  projectAccount: 'ok',
} as const satisfies Outcomes;
/** Who only reads it is told what they are missing. */
export const changesProject = {
  ...adminsOfProject,
  projectAccount: 'forbidden',
} as const satisfies Outcomes;
/** That takes an Admin of both organizations. */
export const movesProject = {
  ...ofOrganization,
  projectAdmin: 'forbidden',
  organizationAccount: 'forbidden',
} as const satisfies Outcomes;

/** About the env. */
export const readsEnv = {
  ...readsProject,
  envAdmin: 'ok',
  envUser: 'ok',
  envBot: 'ok',
} as const satisfies Outcomes;
export const changesEnv = {
  ...adminsOfProject,
  envAdmin: 'ok',
  envUser: 'forbidden',
  envBot: 'forbidden',
  projectAccount: 'forbidden',
} as const satisfies Outcomes;
/** About a grant to `user` on the env, as who reads grants there, and the one who holds it, sees it. */
export const readsGrant = {
  ...adminsOfProject,
  envAdmin: 'ok',
  user: 'ok',
} as const satisfies Outcomes;
/** Nobody takes back what they were given because it is theirs. */
export const takesGrant = { ...readsGrant, user: 'forbidden' } as const satisfies Outcomes;

/** About a role at home in the project: who grants in an env below chooses among them. */
export const readsHeldRole = {
  ...adminsOfProject,
  envAdmin: 'ok',
  // It was granted this role, and may look up what it gives.
  projectAccount: 'ok',
} as const satisfies Outcomes;
export const changesRole = {
  ...adminsOfProject,
  envAdmin: 'forbidden',
} as const satisfies Outcomes;

/** About a deployment kind: a service account that was given nothing sees none. */
export const readsKind = { ...whoIsActive, bareBot: 'not_found' } as const satisfies Outcomes;
export const changesKind = { ...adminAlone, bareBot: 'not_found' } as const satisfies Outcomes;

/** About a deployment of the kind that some hold a role for. */
export const readsDeployment = {
  ...adminsOfProject,
  ...{ envAdmin: 'ok', envUser: 'ok', envBot: 'ok' },
  ...{ kindOwner: 'ok', kindMaintainer: 'ok', deployment: 'ok' },
} as const satisfies Outcomes;
/** What Maintainer is enough for. */
export const maintains = {
  ...readsDeployment,
  ...{ envUser: 'forbidden', envBot: 'forbidden' },
} as const satisfies Outcomes;
/** What takes Owner. */
export const owns = {
  ...maintains,
  ...{ kindMaintainer: 'forbidden', deployment: 'forbidden' },
} as const satisfies Outcomes;

/** About a cluster of the env. */
export const readsCluster = {
  ...adminsOfProject,
  ...{ envAdmin: 'ok', envUser: 'ok', envBot: 'ok', runner: 'ok' },
} as const satisfies Outcomes;
export const changesCluster = {
  ...readsCluster,
  ...{ envUser: 'forbidden', envBot: 'forbidden' },
} as const satisfies Outcomes;
/** Who sees the env is told what they are missing. */
export const registersCluster = {
  ...changesCluster,
  projectAccount: 'forbidden',
} as const satisfies Outcomes;

/** Only the runner that registered the cluster; others may know of it, and are told no more than that. */
export const runs = {
  ...changesCluster,
  ...{ admin: 'not_found', organizationAdmin: 'not_found', projectAdmin: 'not_found' },
  ...{ organizationAccount: 'not_found', envAdmin: 'not_found' },
} as const satisfies Outcomes;
/** The same about what is done to a deployment. */
export const runsTasks = {
  ...adminAloneOfHidden,
  ...{ admin: 'not_found', runner: 'ok' },
} as const satisfies Outcomes;
