import { CopyableId } from '../parts/copyable-id.tsx';
import { SettingsSection } from './settings-section.tsx';

/** The id by which programs name a resource. */
export function IdSection({ what, id }: { readonly what: string; readonly id: string }) {
  return (
    <SettingsSection title="Id" about={`How programs name this ${what}. It never changes.`}>
      <div>
        <CopyableId id={id} label={`${what} id`} />
      </div>
    </SettingsSection>
  );
}
