import { LiquidError } from 'liquidjs';
import { BoundedCache } from './bounded-cache.ts';
import { isTimeZone } from './calendar.ts';
import { PermanentError } from './failures.ts';
import { escapes, maxRenderedLength, type PipedTextEscape, pipedTextEngine } from './piped-text-engine.ts';
import type { InvitationSnapshot } from './survey-flow.ts';

/** What expressions can read. Roots left out are not there in this place; a field left out or null comes out empty. */
export interface PipedTextScope {
  event?: Readonly<Record<string, string | null>>;
  contact?: InvitationSnapshot['contact'];
  /** Step id → output of that step. */
  task?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  embeddedData?: Readonly<Record<string, string>>;
  survey?: { link: string };
  optOut?: { link: string };
}

export interface PipedTextOptions {
  /** How every value is escaped for its place; the template itself is not. Default `none`. */
  escape?: PipedTextEscape;
  /** IANA zone in which `date` writes instants; a date without a time is never shifted. Default UTC. */
  timeZone?: string;
}

const parsed = new BoundedCache<string, ReturnType<ReturnType<typeof pipedTextEngine>['parse']>>(300);

/**
 * Writes a template: `Dear {{ contact.firstName | default: "customer" }}`. LiquidJS syntax, held to output expressions
 * and if / unless. Throws PermanentError `piped-text-failed` for a template that can't be written or grows too long.
 */
export function renderPipedText(template: string, scope: PipedTextScope, options: PipedTextOptions = {}): string {
  if (!template.includes('{')) return template;
  const { escape: escaping = 'none', timeZone = 'UTC' } = options;
  if (!isTimeZone(timeZone)) throw new PermanentError('piped-text-failed', { detail: `no time zone “${timeZone}”` });
  const plain = writePlainField(template, scope.event, escaping);
  if (plain !== null) return plain;
  try {
    const engine = pipedTextEngine(escaping, timeZone);
    const templates = parsed.getOrMake(`${escaping} ${timeZone} ${template}`, () => engine.parse(template));
    return String(engine.renderSync(templates, scope));
  } catch (error) {
    throw new PermanentError('piped-text-failed', { detail: placeOf(error), cause: error });
  }
}

/** `{{ event.Name }}` and nothing else, but for the names by which the syntax asks for a size, a first or a last. */
const plainField = /^\{\{ *event\.(?!(?:size|first|last)\b)([A-Za-z_]\w*) *\}\}$/;

/**
 * Most texts of a workflow are one field of the event: those are written without the template library, which takes some
 * ten times as long for the same. Null = not such a text.
 */
function writePlainField(template: string, event: PipedTextScope['event'], escaping: PipedTextEscape): string | null {
  const name = plainField.exec(template)?.[1];
  if (event === undefined || name === undefined) return null;
  const text = escapes[escaping](Object.hasOwn(event, name) ? (event[name] ?? '') : '');
  return text.length > maxRenderedLength ? null : text;
}

/** Where it went wrong, without the library's words: they may hold values. */
function placeOf(error: unknown): string {
  if (!LiquidError.is(error)) return 'the text could not be written';
  const [line, column] = error.token.getPosition();
  return `at line ${line}, column ${column}`;
}
