import type { Attempt, Found, StoredEvent, StoredToken } from './history.ts';

/**
 * What is wrong with a database after a crash, in sentences; none where all is well. `attempts` is everything
 * that clients ever asked of it. Pure, so that it can be shown histories that no server should ever make.
 */
export function checkHistory(attempts: readonly Attempt[], found: Found): string[] {
  return [
    ...checkRecord(found),
    ...checkAcknowledged(attempts, found),
    ...checkRefused(attempts, found),
    ...checkUnasked(attempts, found),
    ...checkAnswers(found),
  ];
}

/** A change without its event, or an event without its change. */
function checkRecord({ tokens, events }: Found): string[] {
  const byToken = Map.groupBy(events, ({ tokenId }) => tokenId);
  const ids = new Set(tokens.map(({ id }) => id));
  const strays = events.filter(({ tokenId }) => !ids.has(tokenId));
  return [
    ...strays.map(({ kind, tokenId }) => `event without change: ${kind} of ${tokenId}`),
    ...tokens.flatMap((token) => checkEventsOf(token, byToken.get(token.id) ?? [])),
  ];
}

function checkEventsOf(token: StoredToken, events: readonly StoredEvent[]): string[] {
  const { revokedAt, deletedAt } = token;
  const deletedAlive = deletedAt !== null && deletedAt === revokedAt;
  const revocations = events.filter(({ kind }) => kind === 'revoke');
  // Deleting a live token revokes it in the same breath, and is one event; in the same millisecond both may be.
  const isOneAct = deletedAlive && revocations.length === 0;
  return [
    ...mismatch(token, events, 'create', token.createdAt),
    ...mismatch(token, events, 'revoke', isOneAct ? null : revokedAt),
    ...mismatch(token, events, 'delete', deletedAt),
  ];
}

function mismatch(
  { name }: StoredToken,
  events: readonly StoredEvent[],
  kind: Attempt['kind'],
  at: number | null,
): string[] {
  const of = events.filter((event) => event.kind === kind);
  const wanted = at === null ? 0 : 1;
  if (of.length !== wanted) {
    return [`${kind} of ${name}: ${wanted} in its row, ${of.length} on the record`];
  }
  return of
    .filter((event) => event.at !== at)
    .map((event) => `${kind} of ${name}: at ${at} in its row, at ${event.at} on the record`);
}

/** What was acknowledged is there, whatever was killed since. */
function checkAcknowledged(attempts: readonly Attempt[], { tokens }: Found): string[] {
  const byId = new Map(tokens.map((token) => [token.id, token]));
  return attempts
    .filter(({ outcome }) => outcome === 'acknowledged')
    .filter(({ kind, tokenId }) => !hasHappened(kind, byId.get(tokenId ?? '')))
    .map(({ kind, name }) => `lost: the acknowledged ${kind} of ${name}`);
}

function hasHappened(kind: Attempt['kind'], token: StoredToken | undefined): boolean {
  switch (kind) {
    case 'create':
      return token !== undefined;
    case 'revoke':
      return token !== undefined && token.revokedAt !== null;
    case 'delete':
      return token !== undefined && token.deletedAt !== null && token.revokedAt !== null;
    default:
      throw kind satisfies never;
  }
}

/** What was refused has left neither a row nor an event. */
function checkRefused(attempts: readonly Attempt[], { tokens, events }: Found): string[] {
  const names = new Set(tokens.map(({ name }) => name));
  const requests = new Set(events.map(({ requestId }) => requestId));
  return attempts
    .filter(({ outcome }) => outcome === 'refused')
    .filter(
      ({ kind, name, requestId }) =>
        (kind === 'create' && names.has(name)) || requests.has(requestId ?? ''),
    )
    .map(({ kind, name }) => `done all the same: the refused ${kind} of ${name}`);
}

/** Nothing is there that nobody asked for, and nothing twice. */
function checkUnasked(attempts: readonly Attempt[], { tokens }: Found): string[] {
  const asked = (kind: Attempt['kind']) =>
    attempts.filter((one) => one.kind === kind && one.outcome !== 'refused');
  const creations = new Set(asked('create').map(({ name }) => name));
  const deletions = new Set(asked('delete').map(({ tokenId }) => tokenId));
  const endings = new Set([...deletions, ...asked('revoke').map(({ tokenId }) => tokenId)]);
  const twice = [...Map.groupBy(tokens, ({ name }) => name)].filter(([, all]) => all.length > 1);
  return [
    ...twice.map(([name, all]) => `there ${all.length} times: ${name}`),
    ...tokens
      .filter(({ name }) => !creations.has(name))
      .map(({ name }) => `there unasked: ${name}`),
    ...tokens
      .filter(({ id, revokedAt }) => revokedAt !== null && !endings.has(id))
      .map(({ name }) => `revoked unasked: ${name}`),
    ...tokens
      .filter(({ id, deletedAt }) => deletedAt !== null && !deletions.has(id))
      .map(({ name }) => `deleted unasked: ${name}`),
  ];
}

/** The server answers a token as its row says. */
function checkAnswers({ tokens, statuses }: Found): string[] {
  const byId = new Map(tokens.map((token) => [token.id, token]));
  return [...statuses].flatMap(([id, status]) => {
    const token = byId.get(id);
    const wanted = token && token.revokedAt === null ? 200 : 401;
    if (status === wanted) return [];
    return [`${token?.name ?? id} was answered ${status} where ${wanted} is right`];
  });
}
