/** Whose token is made: the person's own, another's by an administrator, or a service account's. */
export interface Owner {
  readonly kind: 'self' | 'person' | 'service_account';
  readonly id: string;
  readonly display_name: string;
}
