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

const namesOffset = /\d(?:Z|[+-]\d{2}(?::?\d{2})?)$/i;

/** Of a wall-clock time that comes twice, when clocks go back, the first: Luxon would let today's season decide. */
function firstOf(time: DateTime<true>): DateTime<true> {
  const [first = time, ...later] = time.getPossibleOffsets();
  return later.reduce((earliest, each) => (each.toMillis() < earliest.toMillis() ? each : earliest), first);
}

/**
 * Reads an ISO 8601 date (the whole day in the zone) or date-time (an instant; in the zone unless it names an offset: one that the clocks skip
 * is an hour later, of one that comes twice the first is meant). Null for anything else.
 */
export function parsePeriod(text: string, timeZone: string): Period | null {
  const trimmed = text.trim();
  const isDay = dateOnly.test(trimmed);
  if (!isDay && !dateTime.test(trimmed)) return null;
  const read = DateTime.fromISO(trimmed.replace(' ', 'T'), { zone: timeZone });
  if (!read.isValid) return null;
  const start = isDay || namesOffset.test(trimmed) ? read : firstOf(read);
  return { start: start.toMillis(), end: isDay ? nextDay(start) : start.toMillis() + 1 };
}

/** Where the clocks skip midnight a day begins at one: the next one does so at midnight all the same. */
function nextDay(start: DateTime): number {
  return start.plus({ days: 1 }).startOf('day').toMillis();
}

/** The day that an instant falls on, in the zone. */
export function dayOf(instant: number, timeZone: string): Period {
  const start = DateTime.fromMillis(instant, { zone: timeZone }).startOf('day');
  return { start: start.toMillis(), end: nextDay(start) };
}

type CalendarUnit = 'minutes' | 'hours' | 'days' | 'weeks';

/**
 * `amount` units after (or, below zero, before) an instant. Days and weeks keep the wall-clock time of the zone: one that
 * the clocks skip is an hour later, of one that comes twice the first is meant. Hours and minutes are exact.
 */
export function shifted(instant: number, amount: number, unit: CalendarUnit, timeZone: string): number {
  const moved = DateTime.fromMillis(instant, { zone: timeZone }).plus({ [unit]: amount });
  const wallClock = unit === 'days' || unit === 'weeks';
  return (wallClock && moved.isValid ? firstOf(moved) : moved).toMillis();
}

/** A time of day (`09:30`) on the day that an instant falls on, under the same rule. */
export function timeOnDayOf(instant: number, time: string, timeZone: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const set = DateTime.fromMillis(instant, { zone: timeZone }).set({ hour, minute, second: 0, millisecond: 0 });
  return (set.isValid ? firstOf(set) : set).toMillis();
}
