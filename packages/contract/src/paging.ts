import { z } from 'zod';

export const defaultPerPage = 50;
export const maxPerPage = 200;
/** Beyond this many rows in, a page number is an error in the caller, and costs the database dearly. */
const maxPage = 1_000_000;

/** A whole number in a query string. Shown as an integer in OpenAPI. */
export const wholeNumber = (min: number, max: number) =>
  z
    .string({ error: 'Expected one value.' })
    .regex(/^-?\d{1,15}$/, 'Expected a whole number.')
    .transform(Number)
    .pipe(z.number().min(min, `Must be at least ${min}.`).max(max, `Must be at most ${max}.`))
    .meta({ wire: { type: 'integer', minimum: min, maximum: max } });

/** `true` or `false` in a query string. */
export const flag = z
  .enum(['true', 'false'], { error: 'Expected true or false.' })
  .transform((text) => text === 'true')
  .meta({ wire: { type: 'boolean' } });

const perPage = z
  .string({ error: 'Expected one value.' })
  .regex(/^-?\d{1,15}$/, 'Expected a whole number.')
  .transform(Number)
  .pipe(z.number().min(1, 'Must be at least 1.'))
  .transform((n) => Math.min(n, maxPerPage))
  .meta({ wire: { type: 'integer', minimum: 1 } });

/** `page` from 1; `per_page` (or `page_size`) above 200 is served as 200, and the answer says so. */
export const paging = {
  page: wholeNumber(1, maxPage).optional().describe('1 without it.'),
  per_page: perPage
    .optional()
    .describe(`${defaultPerPage} without it; above ${maxPerPage} it is ${maxPerPage}.`),
  page_size: perPage.optional().describe('The same as per_page.'),
};

export interface PageRequest {
  readonly page?: number | undefined;
  readonly per_page?: number | undefined;
  readonly page_size?: number | undefined;
}

/** The page a request asks for, with the defaults filled in. */
export function pageOf(query: PageRequest): { page: number; perPage: number } {
  return {
    page: query.page ?? 1,
    perPage: query.per_page ?? query.page_size ?? defaultPerPage,
  };
}

export const pageOfItems = <T extends z.ZodType>(item: T) =>
  z.object({
    page: z.number().int(),
    per_page: z.number().int().describe('How many items a page holds at most, as it was served.'),
    items: z.array(item),
    num_total: z.number().int().describe('How many there are on all pages.'),
  });
