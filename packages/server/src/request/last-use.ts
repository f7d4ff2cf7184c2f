import { wireTime } from './time.ts';

interface UsedRow {
  readonly last_used_at: number | null;
  readonly address: string | null;
  readonly user_agent: string | null;
}

/** When, from where and with what a credential was last used; null: never. */
export function lastUse({ last_used_at, address, user_agent }: UsedRow) {
  return last_used_at === null ? null : { at: wireTime(last_used_at), address, user_agent };
}
