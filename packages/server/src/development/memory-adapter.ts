import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

interface Entry {
  readonly payload: AdapterPayload;
  readonly endsAt: number;
}

/** So many entries are kept before those that have ended are cleared away. */
const clearAbove = 5000;

/** Where one provider keeps its state while it runs. Nothing of it is written anywhere. */
export function memoryAdapter(): AdapterFactory {
  const entries = new Map<string, Entry>();

  const read = (key: string): AdapterPayload | undefined => {
    const entry = entries.get(key);
    return entry && entry.endsAt > Date.now() ? entry.payload : undefined;
  };
  const clear = () => {
    const now = Date.now();
    for (const [key, { endsAt }] of entries) if (endsAt <= now) entries.delete(key);
  };
  const search = (kind: string, matches: (payload: AdapterPayload) => boolean) => {
    const [, entry] = [...entries].find(
      ([key, { payload }]) => key.startsWith(`${kind}:`) && matches(payload),
    ) ?? [undefined, undefined];
    return entry && entry.endsAt > Date.now() ? entry.payload : undefined;
  };

  return (kind): Adapter => ({
    async upsert(id, payload, expiresInS) {
      if (entries.size > clearAbove) clear();
      const endsAt =
        expiresInS === undefined ? Number.POSITIVE_INFINITY : Date.now() + expiresInS * 1000;
      entries.set(`${kind}:${id}`, { payload, endsAt });
    },
    // No browser stays signed in here: each sign-in asks who it should be this time.
    find: async (id) => (kind === 'Session' ? undefined : read(`${kind}:${id}`)),
    findByUid: async (uid) => search(kind, (payload) => payload.uid === uid),
    findByUserCode: async (userCode) => search(kind, (payload) => payload.userCode === userCode),
    async consume(id) {
      const payload = read(`${kind}:${id}`);
      if (payload) payload.consumed = Math.floor(Date.now() / 1000);
    },
    async destroy(id) {
      entries.delete(`${kind}:${id}`);
    },
    async revokeByGrantId(grantId) {
      for (const [key, { payload }] of entries)
        if (payload.grantId === grantId) entries.delete(key);
    },
  });
}
