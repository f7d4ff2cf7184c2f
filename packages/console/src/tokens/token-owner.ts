/** Whose token is made: the person's own, or another's by an administrator. */
export interface Owner {
  readonly id: string;
  readonly display_name: string;
  readonly isSelf: boolean;
}
