import { z } from 'zod';

/**
 * Control characters break terminals and logs; the marks that turn the direction of writing let one name
 * look like another (Unicode TR36, "bidirectional text spoofing"). Neither has a place in a name.
 */
export const forbiddenInNames =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;
/** The same, but that a description may run over several lines. */
const forbiddenInText =
  /[\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|(?![\n\t])\p{Cc}/u;

/** What can be seen. A name without any of it could not be told from another, or found. */
export const visibleInNames = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** A name people read: 1 to 100 characters, NFC, trimmed, without control or direction marks. */
export const name = z
  .string()
  .transform((text) => text.normalize('NFC').trim())
  .pipe(
    z
      .string()
      .min(1, 'Must not be empty.')
      .refine((text) => text === '' || visibleInNames.test(text), { error: 'Must show something.' })
      .max(100, 'Must be at most 100 characters.')
      .refine((text) => !forbiddenInNames.test(text), {
        error: 'Must not hold control characters or marks that turn the direction of writing.',
      }),
  )
  .meta({ wire: { type: 'string', minLength: 1, maxLength: 100 } });

/** Free text of up to 500 characters; may be empty. */
export const description = z
  .string()
  .transform((text) => text.normalize('NFC').trim())
  .pipe(
    z
      .string()
      .max(500, 'Must be at most 500 characters.')
      .refine((text) => !forbiddenInText.test(text), {
        error: 'Must not hold control characters or marks that turn the direction of writing.',
      }),
  )
  .meta({ wire: { type: 'string', maxLength: 500 } });

/** A word of a program, such as an image's tag: on one line, of bounded length. */
export const oneLine = (characters: number) =>
  z
    .string()
    .max(characters, `Must be at most ${characters} characters.`)
    .refine((text) => !forbiddenInNames.test(text), {
      error: 'Must not hold control characters or marks that turn the direction of writing.',
    });

/** What a program says to people: of bounded length, and without the one character that PostgreSQL cannot keep. */
export const longText = (characters: number) =>
  z
    .string()
    .max(characters, `Must be at most ${characters.toLocaleString('en')} characters.`)
    .refine((text) => !text.includes('\0'), { error: 'Must not hold the NUL character.' });

/** A case-insensitive substring to look for; empty looks for nothing in particular. */
export const textFilter = z
  .string({ error: 'Expected one value.' })
  .max(100, 'Must be at most 100 characters.')
  .refine((text) => !text.includes('\0'), { error: 'Must not hold the NUL character.' });

/** An RFC 3339 time in UTC, as every answer gives it. */
export const time = z.string().meta({ wire: { type: 'string', format: 'date-time' } });

/** An RFC 3339 time or a date, as queries and bodies give it; a date is its first moment in UTC. */
export const timeInput = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], {
    error: 'Expected a date such as 2027-01-31, or a time such as 2027-01-31T09:00:00Z.',
  })
  .transform((text) => Date.parse(text))
  .pipe(
    z
      .number()
      .min(0, 'Must be in 1970 or later.')
      .max(253_402_300_799_999, 'Must be in the year 9999 at the latest.'),
  )
  .meta({ wire: { type: 'string', format: 'date-time' } });

const email = z.email({ error: 'Expected an e-mail address.' });

/** An e-mail address of up to 254 characters (RFC 5321, 4.5.3.1.3); compared without regard to case. */
export const emailAddress = z
  .string()
  .max(254, 'Must be at most 254 characters.')
  .transform((text) => text.trim())
  .pipe(email)
  .meta({ wire: { type: 'string', format: 'email', maxLength: 254 } });
