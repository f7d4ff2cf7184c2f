import { getRouteApi } from '@tanstack/react-router';
import { AccountHistoryPage } from '../service-accounts/account-history-page.tsx';
import { AccountPage } from '../service-accounts/account-page.tsx';

const route = getRouteApi('/signed-in/service-accounts/$id');
const historyRoute = getRouteApi('/signed-in/service-accounts/$id/history');

export function ServiceAccountPage() {
  return <AccountPage id={route.useParams().id} title="Service account" trail={[]} />;
}

export function ServiceAccountHistoryPage() {
  const { id } = historyRoute.useParams();
  return <AccountHistoryPage id={id} title="Service account" trail={[]} />;
}
