import { getRouteApi } from '@tanstack/react-router';
import { CredentialHistory } from '../history/credential-history.tsx';

const route = getRouteApi('/signed-in/credentials/$kind/$id/history');

export function CredentialHistoryPage() {
  const { kind, id } = route.useParams();
  return <CredentialHistory key={id} kind={kind} id={id} />;
}
