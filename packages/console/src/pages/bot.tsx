import { getRouteApi } from '@tanstack/react-router';
import { AccountHistoryPage } from '../service-accounts/account-history-page.tsx';
import { AccountPage } from '../service-accounts/account-page.tsx';

const route = getRouteApi('/signed-in/admin/bots/$id');
const historyRoute = getRouteApi('/signed-in/admin/bots/$id/history');
const trail = [
  { label: 'Site administration', to: '/admin/users' },
  { label: 'Bots', to: '/admin/bots' },
] as const;

export function BotPage() {
  return <AccountPage id={route.useParams().id} title="Bot" trail={trail} />;
}

export function BotHistoryPage() {
  return <AccountHistoryPage id={historyRoute.useParams().id} title="Bot" trail={trail} />;
}
