import { forbiddenInNames, visibleInNames } from '@keywright/contract';

const maxLength = 100;

/** The provider's people chose these names, so what ours may not write is taken out and not refused. */
const unwanted = new RegExp(forbiddenInNames, 'gu');

interface NameClaims {
  readonly name?: unknown;
  readonly given_name?: unknown;
  readonly family_name?: unknown;
}

/** The name to show: the provider's, else given and family name, else what stands before the @. */
export function displayName(claims: NameClaims, email: string): string {
  const parts = [claims.given_name, claims.family_name].filter((part) => typeof part === 'string');
  const [localPart = email] = email.split('@');
  const candidates = [claims.name, parts.join(' '), localPart];
  return candidates.map(cleaned).find((name) => visibleInNames.test(name)) ?? email;
}

/** In Unicode's composed form, on one line, trimmed, at most 100 characters, no half of a pair at its end. */
function cleaned(text: unknown): string {
  if (typeof text !== 'string') return '';
  // Cut before the costly steps too: a provider could send a megabyte.
  const line = text
    .slice(0, 10 * maxLength)
    .normalize('NFC')
    .replace(unwanted, ' ');
  const name = line.replace(/\s+/gu, ' ').trim();
  return name
    .slice(0, maxLength)
    .toWellFormed()
    .replace(/\ufffd$/u, '')
    .trim();
}
