import { getRouteApi } from '@tanstack/react-router';
import { TokenPage } from '../tokens/token-page.tsx';

const route = getRouteApi('/signed-in/profile/user-tokens/$id');
const credentialRoute = getRouteApi('/signed-in/credentials/$kind/$id');

/** One of one's own tokens. */
export function UserTokenPage() {
  const { id } = route.useParams();
  return <TokenPage key={id} kind="user_token" id={id} />;
}

/** A token of whomever. */
export function CredentialPage() {
  const { kind, id } = credentialRoute.useParams();
  return <TokenPage key={id} kind={kind} id={id} />;
}
