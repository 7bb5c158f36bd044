import type { RunsSearch } from './run-filters.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const widths = [
  ...[minuteMs, 5 * minuteMs, 15 * minuteMs, 30 * minuteMs],
  ...[hourMs, 3 * hourMs, 6 * hourMs, 12 * hourMs, dayMs, 2 * dayMs, 7 * dayMs, 30 * dayMs],
];
const mostBars = 60;
const usualMs = 7 * dayMs;

export interface HistogramTime {
  from: Date;
  to: Date;
  bars: number;
}

/** The bars to draw: of the time filtered by, the last seven days otherwise; their edges are round times of the reader's zone. */
export function histogramTime(
  { receivedAfter, receivedBefore }: Pick<RunsSearch, 'receivedAfter' | 'receivedBefore'>,
  now: Date,
): HistogramTime {
  const end = receivedBefore ? Date.parse(receivedBefore) : now.getTime();
  const begin = receivedAfter ? Date.parse(receivedAfter) : end - usualMs;
  const lengthMs = Math.max(minuteMs, end - begin);
  const widthMs = widths.find((width) => lengthMs / width <= mostBars) ?? Math.ceil(lengthMs / mostBars);
  const offsetMs = new Date(begin).getTimezoneOffset() * minuteMs;
  const from = Math.floor((begin - offsetMs) / widthMs) * widthMs + offsetMs;
  const bars = Math.max(1, Math.ceil((end - from) / widthMs));
  return { from: new Date(from), to: new Date(from + bars * widthMs), bars };
}
