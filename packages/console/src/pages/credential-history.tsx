import { getRouteApi } from '@tanstack/react-router';
import { CredentialHistory } from '../history/credential-history.tsx';

const route = getRouteApi('/signed-in/credentials/$id/history');

export function CredentialHistoryPage() {
  const { id } = route.useParams();
  return <CredentialHistory key={id} id={id} />;
}
