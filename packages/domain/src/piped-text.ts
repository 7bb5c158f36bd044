import { LiquidError } from 'liquidjs';
import { BoundedCache } from './bounded-cache.ts';
import { isTimeZone } from './calendar.ts';
import { PermanentError } from './failures.ts';
import { type PipedTextEscape, pipedTextEngine } from './piped-text-engine.ts';
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
  try {
    const engine = pipedTextEngine(escaping, timeZone);
    const templates = parsed.getOrMake(`${escaping} ${timeZone} ${template}`, () => engine.parse(template));
    return String(engine.renderSync(templates, scope));
  } catch (error) {
    throw new PermanentError('piped-text-failed', { detail: placeOf(error), cause: error });
  }
}

/** Where it went wrong, without the library's words: they may hold values. */
function placeOf(error: unknown): string {
  if (!LiquidError.is(error)) return 'the text could not be written';
  const [line, column] = error.token.getPosition();
  return `at line ${line}, column ${column}`;
}
