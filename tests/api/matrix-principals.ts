import type { UserId } from '@keywright/contract';
import type { Client } from '../kit/http-client.ts';

/** People who ask. What is asked about belongs to `user`; the last six are each granted a role on the tree. */
export const people = [
  ...(['inactive', 'user', 'other', 'admin'] as const),
  ...(['organizationAdmin', 'projectAdmin', 'envAdmin', 'envUser'] as const),
  ...(['kindOwner', 'kindMaintainer'] as const),
] as const;
export type PersonPrincipal = (typeof people)[number];

/** Service accounts who ask: three of the site, one of an organization, one of a project, and one that is disabled. */
const accounts = [
  ...(['bareBot', 'envBot', 'organizationAccount', 'projectAccount', 'disabledAccount'] as const),
  'runner',
] as const;
export type AccountPrincipal = (typeof accounts)[number];

/** A deployment that asks: it maintains those of its kind. */
export const principals = ['anonymous', ...people, ...accounts, 'deployment'] as const;
export type Principal = (typeof principals)[number];

/** What people come with. */
export const carriers = ['session cookie', 'session Bearer', 'token'] as const;
export type PersonCarrier = (typeof carriers)[number];
/** What others come with: they have no sessions. */
const accountCarriers = ['token', 'token Bearer'] as const;
export type AccountCarrier = (typeof accountCarriers)[number];
export type Carrier = PersonCarrier | AccountCarrier;

/** That a credential is as good as another is shown by some; the others come with one. */
export function carriersOf(principal: Principal): readonly Carrier[] {
  switch (principal) {
    case 'anonymous':
    case 'inactive':
    case 'user':
    case 'other':
    case 'admin':
      return carriers;
    case 'organizationAdmin':
    case 'projectAdmin':
    case 'envAdmin':
    case 'envUser':
    case 'kindOwner':
    case 'kindMaintainer':
    case 'runner':
    case 'deployment':
      return ['token'];
    case 'bareBot':
    case 'envBot':
    case 'organizationAccount':
    case 'projectAccount':
    case 'disabledAccount':
      return accountCarriers;
    default:
      throw principal satisfies never;
  }
}

export type Headers = Readonly<Record<string, string>>;

export interface Member {
  readonly email: string;
  readonly id: UserId;
  readonly browser: Client;
  /** The headers that carry each of their credentials. */
  readonly headers: Readonly<Record<PersonCarrier, Headers>>;
}
