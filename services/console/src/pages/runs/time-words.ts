import type { Format } from '../../i18n/format.ts';
import type { Catalogue } from '../../i18n/text.tsx';
import type { RunsSearch } from './run-filters.ts';

/** The time that a list is limited to, in words; null = it is not. */
export function timeWords(
  { receivedAfter, receivedBefore }: Pick<RunsSearch, 'receivedAfter' | 'receivedBefore'>,
  t: Catalogue,
  format: Format,
): string | null {
  const at = (instant: string) => format.dateTime(new Date(instant));
  if (receivedAfter && receivedBefore) return t.runs.timeRange(at(receivedAfter), at(receivedBefore));
  if (receivedAfter) return t.runs.timeFrom(at(receivedAfter));
  return receivedBefore ? t.runs.timeTo(at(receivedBefore)) : null;
}

/** What `<input type="datetime-local">` holds for an instant, in the browser's zone. */
export function toLocalInput(instant: string | undefined): string {
  if (!instant) return '';
  const date = new Date(instant);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

export function fromLocalInput(text: string): string | undefined {
  const date = new Date(text);
  return text === '' || Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
