/** A stored time (milliseconds since 1970) as the wire has it: RFC 3339 in UTC. */
export function wireTime(ms: number): string {
  return new Date(ms).toISOString();
}

export function wireTimeOrNull(ms: number | null): string | null {
  return ms === null ? null : wireTime(ms);
}
