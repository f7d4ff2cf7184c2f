import type { ResourceAbility, ResourceRef } from '@keywright/sdk';
import { createContext, useContext } from 'react';

export interface SettingsOf {
  readonly resource: ResourceRef;
  readonly abilities: readonly ResourceAbility[];
}

export const SettingsContext = createContext<SettingsOf | undefined>(undefined);

/** What the settings are of; only for what stands inside their frame. */
export function useSettingsOf(): SettingsOf {
  const settings = useContext(SettingsContext);
  if (!settings) throw new Error('This is shown outside the settings of a resource.');
  return settings;
}
