/** What a statement may do beside looking up exactly what it asks for. */
export interface Allowed {
  /** Goes along an index in the order of the answer, as far as the page asked for: a list without a filter. */
  readonly walks?: boolean;
  /** Puts what an index found in order: the order has nothing to do with what was searched. */
  readonly sorts?: boolean;
  /** Reads rows one by one. Says why that is all right. */
  readonly scans?: string;
}

/** The arguments of a query function, after its handle. */
export type Arguments<F> = F extends (handle: never, ...rest: infer Rest) => unknown ? Rest : never;

/** For each function that a module exports: the calls whose plans are looked at, by what they ask. */
export type CasesOf<M> = {
  readonly [K in keyof M as M[K] extends (...given: never) => unknown ? K : never]: Readonly<
    Record<string, { given: Arguments<M[K]>; may?: Allowed }>
  >;
};

export const slice = { limit: 50, offset: 100 };
export const ordered = { walks: true };
export const found = { sorts: true };
/** https://www.sqlite.org/opcode.html#FkIfZero: passed over unless a deferred constraint is broken; none is deferred. */
export const childrenOfNew = {
  scans: 'SQLite plans to look for children of a new parent, and does not run it.',
};
/** Sums over the few rows of a table of counts. */
export const counts = { walks: true, scans: 'The counts have a row per slot.' };
export const twoLetters = 'Two letters make no trigram; the names are short, and people type on.';

/** An id that no row has. */
export const fresh = '01890000-0000-7000-8000-000000000000';
