/** What both ways of signing in end in. */
export interface OpenedSession {
  readonly access_token: string;
  readonly expires_at: string;
  readonly user: { readonly id: string; readonly display_name: string; readonly email: string };
}
