import { DateTime, IANAZone } from 'luxon';
import { BoundedCache } from './bounded-cache.ts';

/** A stretch of time, `end` not included: a day, or one millisecond for an instant. */
export interface Period {
  readonly start: number;
  readonly end: number;
}

/** Asking costs a new formatter (40 µs), and every piped text asks. */
const knownZones = new BoundedCache<string, boolean>(1000);

export function isTimeZone(name: string): boolean {
  return knownZones.getOrMake(name, () => IANAZone.isValidZone(name));
}

const dateOnly = /^\d{4}-\d{2}-\d{2}$/;
const dateTime = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/;

/**
 * Reads an ISO 8601 date (the whole day in the zone) or date-time (an instant; in the zone unless it names an offset).
 * Null for anything else.
 */
export function parsePeriod(text: string, timeZone: string): Period | null {
  const trimmed = text.trim();
  const isDay = dateOnly.test(trimmed);
  if (!isDay && !dateTime.test(trimmed)) return null;
  const start = DateTime.fromISO(trimmed.replace(' ', 'T'), { zone: timeZone });
  if (!start.isValid) return null;
  return { start: start.toMillis(), end: isDay ? start.plus({ days: 1 }).toMillis() : start.toMillis() + 1 };
}

/** The day that an instant falls on, in the zone. */
export function dayOf(instant: number, timeZone: string): Period {
  const start = DateTime.fromMillis(instant, { zone: timeZone }).startOf('day');
  return { start: start.toMillis(), end: start.plus({ days: 1 }).toMillis() };
}

/** `days` calendar days before, at the same wall-clock time; hours and minutes are exact. */
export function before(now: Date, amount: number, unit: 'minutes' | 'hours' | 'days', timeZone: string): number {
  return DateTime.fromJSDate(now, { zone: timeZone })
    .minus({ [unit]: amount })
    .toMillis();
}
