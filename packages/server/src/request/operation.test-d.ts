import {
  type AuditChange,
  endpoint,
  endpoints,
  siteId,
  type UserId,
  type UserTokenId,
} from '@keywright/contract';
import { z } from 'zod';
import type { createOperations } from '../operations.ts';
import { site } from '../plane/decide.ts';
import { makeToken } from '../plane/make-token.ts';
import { digestOf, Secret } from '../plane/secret.ts';
import type { SecretDigest } from '../storage/schema-columns.ts';
import type { Db, Tx } from '../storage/storage.ts';
import { changeOperation, readOperation, unchanged } from './operation.ts';

/**
 * Omission must not compile. Each line below that says so is an error to the compiler, and this file fails to
 * compile as soon as one of them is not.
 */

const audit: AuditChange = {
  action: 'site.restore',
  target: { kind: 'site', id: siteId, name: 'Site' },
  details: { taken_at: '' },
};
declare const db: Db;
declare const tx: Tx;
declare const userId: UserId;
declare const userTokenId: UserTokenId;

const base = {
  method: 'POST',
  path: '/x',
  tag: 'X',
  summary: 'X',
  answer: { status: 204 },
} as const;

// An endpoint says who may call it, and whether it changes anything.
endpoint({ ...base, access: { rule: 'active', scope: 'none' }, effect: 'change' });
// @ts-expect-error no access
endpoint({ ...base, effect: 'change' });
// @ts-expect-error no effect
endpoint({ ...base, access: { rule: 'active', scope: 'none' } });
// @ts-expect-error a permission that no entity type has
endpoint({ ...base, access: { rule: 'permission', permission: 'user.explode' }, effect: 'change' });
// @ts-expect-error the owner rule without what others need
endpoint({ ...base, access: { rule: 'owner' }, effect: 'change' });
// @ts-expect-error nothing said of scoped tokens, where there is no target
endpoint({ ...base, access: { rule: 'active' }, effect: 'change' });
// @ts-expect-error a rule that there is not
endpoint({ ...base, access: { rule: 'anyone' }, effect: 'change' });
// @ts-expect-error an error that has no status
endpoint({ ...base, access: { rule: 'public' }, effect: 'read', errors: ['teapot'] });

const open = endpoint({ ...base, access: { rule: 'public' }, effect: 'change' });
const active = endpoint({ ...base, access: { rule: 'active', scope: 'none' }, effect: 'change' });
const guarded = endpoint({
  ...base,
  access: { rule: 'permission', permission: 'user.update' },
  effect: 'change',
});
const owned = endpoint({
  ...base,
  access: { rule: 'owner', or: 'user_token.revoke' },
  effect: 'change',
});
const read = endpoint({
  ...base,
  method: 'GET',
  access: { rule: 'active', scope: 'none' },
  effect: 'read',
  answer: { status: 200, json: z.object({ count: z.number() }) },
});

const target = async () => ({ row: undefined, resource: site });
const done = { output: undefined, audit };

// Where access is decided on a target, the operation loads it; elsewhere there is nothing to load.
changeOperation(guarded, { target, run: async () => done });
// @ts-expect-error a permission on nothing
changeOperation(guarded, { run: async () => done });
// @ts-expect-error an owner of nothing
changeOperation(owned, { run: async () => done });
// @ts-expect-error a target that nothing decides on
changeOperation(active, { target, run: async () => done });
// @ts-expect-error a target without the resource
changeOperation(guarded, { target: async () => ({ row: undefined }), run: async () => done });

// A change says what the record says of it, or that nothing changed.
changeOperation(active, { run: async () => ({ output: undefined, audit: unchanged }) });
// @ts-expect-error no audit
changeOperation(active, { run: async () => ({ output: undefined }) });
// @ts-expect-error no audit, in other words
changeOperation(active, { run: async () => ({ output: undefined, audit: undefined }) });
changeOperation(active, {
  // @ts-expect-error an action that the record does not know
  run: async () => ({ output: undefined, audit: { ...audit, action: 'user.explode' } }),
});
const person = { kind: 'user', id: siteId, name: '' } as const;
changeOperation(active, {
  // @ts-expect-error a target of another kind than the action's
  run: async () => ({ output: undefined, audit: { ...audit, target: person } }),
});

// What reads cannot be declared a change, nor the other way about, and it gets a handle that cannot write.
readOperation(read, { run: async () => ({ count: 1 }) });
// @ts-expect-error a change among the reads
readOperation(active, { run: async () => undefined });
// @ts-expect-error a read among the changes
changeOperation(read, { run: async () => done });
// @ts-expect-error an answer of another form
readOperation(read, { run: async () => ({ counts: 1 }) });
// @ts-expect-error a read that writes
readOperation(read, { run: async (handle) => handle.insertInto('users') });
// @ts-expect-error a read that tells of a change
readOperation(read, { run: async (handle) => handle.announce('') });

// Who asks is known wherever it was asked, and nowhere else.
const nameOf = (person: { readonly name: string }): string => person.name;
changeOperation(active, {
  run: async (_, { caller }) => ({ ...done, named: nameOf(caller.principal) }),
});
changeOperation(open, {
  // @ts-expect-error nobody is known where no credential is looked at
  run: async (_, { caller }) => ({ ...done, named: nameOf(caller.principal) }),
});

// A snapshot does not serve as a transaction.
declare function writes(tx: Tx): void;
declare function reads(db: Db): void;
writes(tx);
reads(tx);
// @ts-expect-error a Db where a Tx is needed
writes(db);

// What is stored of a secret is its digest, and nothing that merely looks like one.
declare function store(digest: SecretDigest): void;
store(makeToken('user', userTokenId).digest);
store(digestOf(new Secret('')));
// @ts-expect-error any bytes
store(new Uint8Array(32));
// @ts-expect-error the text itself
store('kwp_');
// @ts-expect-error the secret itself
store(makeToken('user', userTokenId).token);
// @ts-expect-error a text where a secret is meant
digestOf('kwp_');
// @ts-expect-error a digest where a secret is meant
digestOf(digestOf(new Secret('')));
// @ts-expect-error a secret where a text is meant
const text: string = new Secret('');
tx.insertInto('tokens').values({
  ...({} as Parameters<ReturnType<typeof tx.insertInto<'tokens'>>['values']>[0] & object),
  // @ts-expect-error bytes that are no digest
  secret_sha256: new Uint8Array(32),
});

// The ids of one kind are not those of another.
declare function ofToken(id: UserTokenId): void;
ofToken(userTokenId);
// @ts-expect-error a person's id where a token's is meant
ofToken(userId);
// @ts-expect-error any text
ofToken('0197a1b2-0000-7000-8000-000000000000');
// @ts-expect-error a person's id in the query of a token
db.selectFrom('tokens').where('id', '=', userId);

// Every endpoint has its operation.
type Operations = ReturnType<typeof createOperations>;
declare const all: Operations;
const { authMe: _, ...without } = all;
const complete: Operations = all;
// @ts-expect-error one is missing
const incomplete: Operations = without;

void [text, complete, incomplete, endpoints];
