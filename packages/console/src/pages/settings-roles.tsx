import { RoleList } from '../roles/role-list.tsx';
import { useSettingsOf } from '../tree/settings-context.ts';

/** The roles that can be granted in an organization or project. */
export function SettingsRoles() {
  const { resource, abilities } = useSettingsOf();
  return <RoleList key={resource.id} home={resource} abilities={abilities} />;
}
