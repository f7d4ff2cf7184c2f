import { PolicyPanel } from '../token-policies/policy-panel.tsx';
import { useSettingsOf } from '../tree/settings-context.ts';

/** What tokens may be made in an organization. */
export function SettingsTokenPolicy() {
  const { id, name } = useSettingsOf().resource;
  return (
    <PolicyPanel
      key={id}
      id={id}
      name={name}
      about={`It holds for tokens of service accounts at home in ${name}, and of people who hold something in it. The policy of the site holds beside it; of the two the stricter counts.`}
    />
  );
}
