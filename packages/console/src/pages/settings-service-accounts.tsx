import { ServiceAccountList } from '../service-accounts/service-account-list.tsx';
import { useSettingsOf } from '../tree/settings-context.ts';

/** The service accounts at home in an organization or project. */
export function SettingsServiceAccounts() {
  const { resource, abilities } = useSettingsOf();
  return <ServiceAccountList key={resource.id} home={resource} abilities={abilities} />;
}
