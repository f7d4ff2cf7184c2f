import { getRouteApi } from '@tanstack/react-router';
import { AccountPage } from '../service-accounts/account-page.tsx';

const route = getRouteApi('/signed-in/service-accounts/$id');

export function ServiceAccountPage() {
  return <AccountPage id={route.useParams().id} title="Service account" trail={[]} />;
}
