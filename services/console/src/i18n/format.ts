/** Numbers, dates and durations as the reader writes them. Pure: the clock is an argument. */
export interface Format {
  /** BCP 47 tag in use. */
  locale: string;
  timeZone: string;
  number(value: number): string;
  /** `share` in 0…1. */
  percent(share: number): string;
  /** "2 min ago", "yesterday", and the date once it is more than a week away. */
  relative(at: Date, now: Date): string;
  /** To the second, with the zone: what a hover shows. */
  exact(at: Date): string;
  /** Date and time without seconds. */
  dateTime(at: Date): string;
  date(at: Date): string;
  /** Hours and minutes. */
  timeOfDay(at: Date): string;
  /** Weekday and hour: the ends of a day-long axis. */
  hour(at: Date): string;
  /** "340 ms", "1.2 s", "2 min 5 s", "3 h 4 min". */
  duration(milliseconds: number): string;
  list(items: string[]): string;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const relativeSteps = [
  { below: 60_000, unit: 'second', unitMs: 1000 },
  { below: hourMs, unit: 'minute', unitMs: minuteMs },
  { below: dayMs, unit: 'hour', unitMs: hourMs },
  { below: 7 * dayMs, unit: 'day', unitMs: dayMs },
] as const;

export function createFormat(locale: string, timeZone: string): Format {
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const relative = new Intl.RelativeTimeFormat(locale, { style: 'short', numeric: 'auto' });
  const exact = new Intl.DateTimeFormat(locale, {
    timeZone,
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  });
  const dateTime = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium', timeStyle: 'short' });
  const date = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium' });
  const timeOfDay = new Intl.DateTimeFormat(locale, { timeZone, timeStyle: 'short' });
  const hour = new Intl.DateTimeFormat(locale, { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit' });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const inUnit = (value: number, unit: string, maximumFractionDigits = 0) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits }).format(value);

  return {
    locale,
    timeZone,
    number: (value) => number.format(value),
    percent: (share) => percent.format(share),
    exact: (at) => exact.format(at),
    timeOfDay: (at) => timeOfDay.format(at),
    dateTime: (at) => dateTime.format(at),
    date: (at) => date.format(at),
    hour: (at) => hour.format(at),
    list: (items) => list.format(items),
    relative(at, now) {
      const differenceMs = at.getTime() - now.getTime();
      const distanceMs = Math.abs(differenceMs);
      if (distanceMs < 5000) return relative.format(0, 'second'); // clocks of server and reader differ a little
      const step = relativeSteps.find(({ below }) => distanceMs < below);
      return step ? relative.format(Math.trunc(differenceMs / step.unitMs), step.unit) : date.format(at);
    },
    duration(milliseconds) {
      if (milliseconds < 1000) return inUnit(Math.max(0, Math.round(milliseconds)), 'millisecond');
      if (milliseconds < 10_000) return inUnit(milliseconds / 1000, 'second', 1);
      if (milliseconds < minuteMs) return inUnit(Math.floor(milliseconds / 1000), 'second');
      const [bigMs, big, smallMs, small] =
        milliseconds < hourMs
          ? [minuteMs, 'minute', 1000, 'second']
          : milliseconds < dayMs
            ? [hourMs, 'hour', minuteMs, 'minute']
            : [dayMs, 'day', hourMs, 'hour'];
      const rest = Math.floor((milliseconds % bigMs) / smallMs);
      const head = inUnit(Math.floor(milliseconds / bigMs), big);
      return rest === 0 ? head : `${head} ${inUnit(rest, small)}`;
    },
  };
}
