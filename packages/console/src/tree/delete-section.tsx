import type { ResourceAbility } from '@keywright/sdk';
import { SettingsAct, SettingsSection } from './settings-section.tsx';
import type { TreeType } from './settings-tabs.ts';

interface Props {
  readonly what: TreeType;
  readonly abilities: readonly ResourceAbility[];
  /** Why this one stays whoever asks; undefined: it can go. */
  readonly stays?: string | undefined;
  /** A sentence: what goes with it. */
  readonly goesWith: string;
  readonly onDelete: () => void;
}

/** How a node of the tree is ended, or why it is not. */
export function DeleteSection({ what, abilities, stays, goesWith, onDelete }: Props) {
  if (stays) return <SettingsSection title="Delete" about={stays} />;
  if (!abilities.includes('delete')) return null;
  return (
    <SettingsSection title="Delete">
      <SettingsAct
        label={`Delete ${what}…`}
        about={`${goesWith} What would go is listed first.`}
        isDangerous
        onAct={onDelete}
      />
    </SettingsSection>
  );
}
