import { ResourceAccess } from '../access/resource-access.tsx';
import { useSettingsOf } from '../tree/settings-context.ts';

/** Who may do what on a resource, and through which grant. */
export function SettingsAccess() {
  const { resource } = useSettingsOf();
  return <ResourceAccess key={resource.id} resource={resource} />;
}
