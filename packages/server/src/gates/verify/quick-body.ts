import {
  isBuiltInPermission,
  maxVerifiedTokens,
  siteId,
  type VerifyToken,
} from '@keywright/contract';

/** What a request asks about, where it is written as nearly all are. */
export interface QuickBody {
  readonly isBatch: boolean;
  readonly items: readonly VerifyToken[];
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

/**
 * Reads a body that is exactly as the endpoint's schema takes it, so that it need not be asked. Undefined for whatever is
 * written otherwise, right or wrong: the schema says which.
 */
export function quickBody(text: string, siteUrl: string): QuickBody | undefined {
  const value = parsed(text);
  if (!isPlainObject(value)) return undefined;
  if (!('items' in value)) {
    return isItem(value, siteUrl) ? { isBatch: false, items: [value] } : undefined;
  }
  const { items } = value;
  if (Object.keys(value).length !== 1 || !Array.isArray(items)) return undefined;
  if (items.length === 0 || items.length > maxVerifiedTokens) return undefined;
  for (const item of items) if (!isPlainObject(item) || !isItem(item, siteUrl)) return undefined;
  return { isBatch: true, items };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type PlainObject = Record<string, unknown>;

const isPlainObject = (value: unknown): value is PlainObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every key is one that is known: also `__proto__` would be a key here, and is none of them. */
function isItem(item: PlainObject, siteUrl: string): item is VerifyToken {
  if (typeof item['token'] !== 'string') return false;
  for (const key in item) {
    if (key !== 'token' && !isRight(key, item[key], siteUrl)) return false;
  }
  return true;
}

function isRight(key: string, value: unknown, siteUrl: string): boolean {
  if (typeof value !== 'string') return false;
  switch (key) {
    case 'permission':
      return isBuiltInPermission(value);
    case 'resource':
    case 'project':
      return uuid.test(value) || value === siteId;
    case 'audience':
      return value === siteUrl;
    case 'client_address':
      return ipv4.test(value);
    default:
      return false;
  }
}
