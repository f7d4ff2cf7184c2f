import { MemberList } from '../grants/member-list.tsx';
import { useSettingsOf } from '../tree/settings-context.ts';

/** Who was let in to an organization or project itself. */
export function SettingsMembers() {
  const { resource, abilities } = useSettingsOf();
  return <MemberList key={resource.id} resource={resource} abilities={abilities} />;
}
