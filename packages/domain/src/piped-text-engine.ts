import { Liquid } from 'liquidjs';
import { BoundedCache } from './bounded-cache.ts';

export type PipedTextEscape = 'none' | 'html' | 'url';

/** Longest template that is read, in characters. */
export const maxTemplateLength = 100_000;
/** Most that one rendering may put in for its expressions, in characters. */
export const maxRenderedLength = 1_000_000;

/** What templates may use. No tag loops, assigns or reads files, so the work is bounded by the template's length. */
export const pipedTextTags = ['if', 'unless'] as const;
export const pipedTextFilters = [
  'append',
  'capitalize',
  'date',
  'default',
  'downcase',
  'join',
  'prepend',
  'remove',
  'replace',
  'round',
  'size',
  'strip',
  'truncate',
  'truncatewords',
  'upcase',
] as const;

const htmlEntities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => htmlEntities[character] ?? character);
}

/** How a value is written for its place. */
export const escapes: Readonly<Record<PipedTextEscape, (text: string) => string>> = {
  none: (text) => text,
  html: escapeHtml,
  url: (text) => encodeURIComponent(text.toWellFormed()),
};

const engines = new BoundedCache<string, Liquid>(100);

/** The template library, set up for one kind of escaping and one time zone. */
export function pipedTextEngine(escaping: PipedTextEscape, timeZone: string): Liquid {
  return engines.getOrMake(`${escaping} ${timeZone}`, () => createEngine(escaping, timeZone));
}

function createEngine(escaping: PipedTextEscape, timeZone: string): Liquid {
  const engine = new Liquid({
    strictFilters: true,
    ownPropertyOnly: true,
    templates: {},
    locale: 'en-US',
    timezoneOffset: timeZone,
    dateFormat: '%Y-%m-%d',
    parseLimit: maxTemplateLength,
    memoryLimit: maxRenderedLength,
    renderLimit: 5_000,
    outputEscape(this: unknown, value: unknown): string {
      const text = escapes[escaping](toText(value));
      chargeMemory(this, text.length);
      return text;
    },
  });
  const { date } = engine.filters;
  for (const tag of Object.keys(engine.tags)) if (!isOneOf(pipedTextTags, tag)) delete engine.tags[tag];
  for (const filter of Object.keys(engine.filters)) {
    if (!isOneOf(pipedTextFilters, filter)) delete engine.filters[filter];
  }
  engine.registerFilter('date', function (this: unknown, value: unknown, format: unknown) {
    const text = toText(value);
    if (typeof date !== 'function' || !/^\d{4}-\d{2}-\d{2}/.test(text)) return text;
    // A date without a time is the same day everywhere.
    return date.call(Object(this), text, format, text.length === 10 ? 'UTC' : timeZone);
  });
  return engine;
}

function isOneOf(names: readonly string[], name: string): boolean {
  return names.includes(name);
}

function toText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(toText).join(', ');
  return typeof value === 'object' ? '' : String(value);
}

interface Charged {
  context: { memoryLimit: { use(count: number): void } };
}

function isCharged(filter: unknown): filter is Charged {
  return typeof filter === 'object' && filter !== null && 'context' in filter;
}

/** The library counts what filters make, not what is written: without this a long value repeated would have no bound. */
function chargeMemory(filter: unknown, count: number): void {
  if (isCharged(filter)) filter.context.memoryLimit.use(count);
}
