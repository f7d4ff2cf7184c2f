import { createRequire } from 'node:module';
import type magistrala from '@absmach/magistrala-sdk';

/** As Node loads it, without what a bundler or a test runner makes of its default. */
const { default: SDK }: typeof magistrala = createRequire(import.meta.url)(
  '@absmach/magistrala-sdk',
);

export type Pats = InstanceType<typeof SDK>['PATs'];
/** What its class can be asked for. */
export type Method = {
  [K in keyof Pats]: Pats[K] extends (...given: never[]) => unknown ? K : never;
}[keyof Pats];

/** The package as it is, told only where the server is. */
export const patsAt = (authUrl: string): Pats => new SDK({ authUrl }).PATs;

/** Every method that the class has, by itself. */
export const methods = Object.getOwnPropertyNames(
  Object.getPrototypeOf(patsAt('http://localhost')),
).filter((name): name is Method => name !== 'constructor');

/** What its methods throw where the server refuses. */
export interface Refused {
  readonly status: number;
  /** The `message` of the answer. */
  readonly error: string;
}

/** How a call was refused. Throws where it was not, or where it failed in another way. */
export async function refused(call: Promise<unknown>): Promise<Refused> {
  const outcome = await call.then(
    (answer) => ({ answer }),
    (thrown: unknown) => ({ thrown }),
  );
  if ('answer' in outcome) throw new Error(`Was not refused: ${JSON.stringify(outcome.answer)}`);
  const { thrown } = outcome;
  if (thrown instanceof Error) throw thrown;
  return thrown as Refused;
}
