import { errorCatalogue } from '@canvass/domain';
import { z } from 'zod';

/** An instant: a `Date` inside, RFC 3339 in UTC outside. */
export const Instant = z.date();

export const maxPageSize = 200;
export const defaultPageSize = 50;

/** What every list takes. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(maxPageSize).default(defaultPageSize).describe('How many entries at most'),
  cursor: z.string().max(200).optional().describe('`nextCursor` of the page before'),
};

/** A list as every list answers. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    data: z.array(item),
    nextCursor: z.string().nullable().describe('Send it as `cursor` for the next page; null = this was the last'),
  });
}

/** One of a set, or several separated by commas, in a query. */
export function oneOrMore<const Values extends readonly [string, ...string[]]>(values: Values) {
  const one = z.enum(values);
  return z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(one).min(1).max(values.length))
    .meta({ override: { type: 'string' }, description: `One of ${values.join(', ')}, or several separated by commas` })
    .optional();
}

export const queryInstant = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .optional();

/** A failure as stored with a task or a delivery, and what the error catalogue says about it. */
export const Failure = z
  .object({
    code: z.string(),
    sentence: z.string().describe('What happened, in one plain sentence'),
    detail: z.string().nullable().describe('What exactly was met, for example the provider’s own words'),
    remedy: z.string().describe('What to do now'),
  })
  .meta({ id: 'Failure' });

export const Place = z
  .object({ pointer: z.string().describe('JSON Pointer into what was sent'), message: z.string() })
  .meta({ id: 'Place' });

/** RFC 9457. */
export const Problem = z
  .object({
    type: z.string().describe('Address of the code’s documentation'),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().nullable(),
    code: z.enum(Object.keys(errorCatalogue)),
    remedy: z.string(),
    errors: z.array(Place),
    traceId: z.string(),
  })
  .meta({ id: 'Problem' });

/** A contact where another resource mentions it. */
export const ContactBrief = z
  .object({
    id: z.string(),
    firstName: z.string().nullable(),
    lastName: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    externalReference: z.string().nullable(),
  })
  .meta({ id: 'ContactBrief' });

export const NoContent = z.null();
