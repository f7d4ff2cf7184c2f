import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { errorCode } from './errors.ts';
import { verification, verifyToken } from './verify.ts';

/** The subprotocol of the channel: offered with the verifier's own token as the next word, and alone agreed on. */
export const verifierSubprotocol = 'keywright-verifier';

/** Answers a verifier may keep; the server counts along, and has it forget the oldest beyond that. */
export const mostKeptAnswers = 100_000;

const number = z.number().int().positive();

/** What a verifier says. */
export const verifierSays = z.discriminatedUnion('type', [
  /** First of all, where it keeps another number of answers than 10,000. */
  z.object({ type: z.literal('open'), keeps: number.max(mostKeptAnswers) }),
  z.object({ type: z.literal('ping'), id: number }),
  verifyToken
    .pick({ token: true, permission: true, resource: true, project: true })
    .extend({ type: z.literal('ask'), id: number }),
  /** It has forgotten all that it was told to, up to this. */
  z.object({ type: z.literal('forgot'), upto: number }),
  /** It has forgotten everything, and answers nothing any more. */
  z.object({ type: z.literal('left') }),
]);
export type VerifierSays = z.output<typeof verifierSays>;

/**
 * What a server tells a verifier, in the one order that it happened in: whoever has read a `lease` has read everything
 * that was applied before it.
 */
export const verifierHears = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('lease'),
    id: number.describe('Of the ping.'),
    ms: z
      .number()
      .describe('So long it may answer by what it keeps, counted from before it sent the ping.'),
  }),
  z.object({
    type: z.literal('answer'),
    id: number.describe('Of the question.'),
    answer: verification,
    entry: number.nullable().describe('What it is kept as. Null: it must not be kept.'),
    lasts_ms: z
      .number()
      .nullable()
      .describe('So long it is true by itself, counted from before it was asked. Null: no end.'),
  }),
  z.object({
    type: z.literal('refused'),
    id: number.describe('Of the question.'),
    code: errorCode,
    message: z.string(),
  }),
  z.object({
    type: z.literal('forget'),
    seq: number,
    entries: z.union([z.array(number), z.literal('all')]),
  }),
  /** Nothing more comes: leave, and come again only where the code says that this may help. */
  z.object({ type: z.literal('over'), code: errorCode.nullable(), message: z.string() }),
]);
export type VerifierHears = z.output<typeof verifierHears>;

/** What verifiers are connected by. No row of the endpoint table, because a client of that speaks HTTP alone. */
export const verifierChannel = endpoint({
  method: 'GET',
  path: '/api/v2/verifiers',
  tag: 'Verification',
  summary: 'Checks tokens inside another program, by answers that are withdrawn when they change',
  access: { rule: 'active', scope: { somewhere: 'token.verify' } },
  effect: 'read',
  answer: { status: 101, messages: verifierHears },
});
