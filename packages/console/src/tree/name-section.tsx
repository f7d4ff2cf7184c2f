import type { ResourceAbility } from '@keywright/sdk';
import { RenameForm } from './rename-form.tsx';
import { SettingsSection } from './settings-section.tsx';

interface Props {
  readonly row: { readonly name: string; readonly abilities: readonly ResourceAbility[] };
  readonly rename: (name: string) => Promise<void>;
}

/** What a node of the tree is called, for who may change it. */
export function NameSection({ row: { name, abilities }, rename }: Props) {
  if (!abilities.includes('update')) return null;
  return (
    <SettingsSection title="Name">
      <RenameForm key={name} name={name} rename={rename} />
    </SettingsSection>
  );
}
