import { VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type KeyboardEvent, type PointerEvent, useId, useMemo, useState } from 'react';
import { type RunStatus, runTones, statusesOf } from '../../api/statuses.ts';
import { useNow } from '../../components/time.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { type Bar, barWords, HistogramTable } from './histogram-table.tsx';
import { histogramTime } from './histogram-time.ts';
import { runHistogramQuery } from './queries.ts';
import type { RunsSearch } from './run-filters.ts';
import classes from './run-histogram.module.css';

const route = getRouteApi('/app/runs');
const height = 64;
const barWidth = 10;

/** Bars from the bottom up: what went well carries what did not. */
const stacked: RunStatus[] = [
  ...(['succeeded', 'skipped', 'cancelled', 'waiting', 'queued', 'running', 'partially-failed', 'failed'] as const),
];

/** How many bars a selection spans, from its anchor to where it is now. */
interface Span {
  anchor: number;
  at: number;
}

/** Runs over time, stacked by status. A time is chosen by dragging, or by keys. */
export function RunHistogram({ search }: { search: RunsSearch }) {
  const { t, format } = useTexts();
  const navigate = route.useNavigate();
  const hint = useId();
  const minute = Math.floor(useNow().getTime() / 60_000);
  const { receivedAfter, receivedBefore } = search;
  const time = useMemo(
    () =>
      histogramTime(
        { ...(receivedAfter && { receivedAfter }), ...(receivedBefore && { receivedBefore }) },
        new Date(minute * 60_000),
      ),
    [receivedAfter, receivedBefore, minute],
  );
  const bars = useQuery(runHistogramQuery(search, time)).data?.bars ?? [];
  const [span, setSpan] = useState<Span | null>(null);
  const [dragging, setDragging] = useState(false);
  const most = Math.max(1, ...bars.map(totalOf));
  if (bars.length === 0) return <div className={classes.space} />;

  const low = span === null ? -1 : Math.min(span.anchor, span.at);
  const high = span === null ? -1 : Math.max(span.anchor, span.at);
  function choose(chosen: Span | null) {
    setSpan(null);
    setDragging(false);
    if (chosen === null) return;
    const [first, last] = [bars[Math.min(chosen.anchor, chosen.at)], bars[Math.max(chosen.anchor, chosen.at)]];
    if (!first || !last) return;
    void navigate({
      search: (before) => ({ ...before, receivedAfter: first.from, receivedBefore: last.to }),
      resetScroll: false,
    });
  }
  function barAt(event: PointerEvent<HTMLDivElement>): number {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    return Math.min(bars.length - 1, Math.max(0, Math.floor(share * bars.length)));
  }
  function onKeyDown(event: KeyboardEvent) {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      const at = Math.min(bars.length - 1, Math.max(0, (span?.at ?? (step > 0 ? -1 : bars.length)) + step));
      setSpan({ anchor: event.shiftKey && span ? span.anchor : at, at });
    } else if (event.key === 'Enter') choose(span);
    else if (event.key === 'Escape') setSpan(null);
  }
  const spoken =
    span && bars[low] && bars[high]
      ? barWords(
          { ...bars[low], to: bars[high].to, counts: bars.slice(low, high + 1).flatMap((bar) => bar.counts) },
          t,
          format,
        )
      : '';

  return (
    <figure className={classes.chart}>
      <VisuallyHidden component="figcaption">{t.runs.overTime}</VisuallyHidden>
      {/* biome-ignore lint/a11y/useSemanticElements: a group of bars is no fieldset */}
      <div
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is operated by keys, as the description says
        tabIndex={0}
        aria-label={t.runs.overTime}
        aria-describedby={hint}
        className={classes.bars}
        onKeyDown={onKeyDown}
        onBlur={() => setSpan(null)}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setDragging(true);
          setSpan({ anchor: barAt(event), at: barAt(event) });
        }}
        onPointerMove={(event) => {
          if (dragging && span) setSpan({ ...span, at: barAt(event) });
        }}
        onPointerUp={() => choose(span)}
        onPointerCancel={() => choose(null)}
      >
        <svg viewBox={`0 0 ${bars.length * barWidth} ${height}`} preserveAspectRatio="none" aria-hidden="true">
          {bars.map((bar, index) => (
            <StackedBar
              key={bar.from}
              bar={bar}
              x={index * barWidth}
              most={most}
              chosen={index >= low && index <= high}
              words={barWords(bar, t, format)}
            />
          ))}
        </svg>
      </div>
      <div className={classes.axis}>
        <span>{format.dateTime(time.from)}</span>
        <span id={hint} className={classes.hint}>
          {t.runs.chartHint} <VisuallyHidden>{t.runs.chartKeys}</VisuallyHidden>
        </span>
        <span>{format.dateTime(time.to)}</span>
      </div>
      <VisuallyHidden aria-live="polite">{spoken}</VisuallyHidden>
      <HistogramTable
        bars={bars}
        statuses={statusesOf(runTones).filter((status) => bars.some((bar) => countOf(bar, status) > 0))}
      />
    </figure>
  );
}

const countOf = (bar: Bar, status: RunStatus) => bar.counts.find((one) => one.status === status)?.count ?? 0;
const totalOf = (bar: Bar) => bar.counts.reduce((sum, { count }) => sum + count, 0);

interface StackedBarProps {
  bar: Bar;
  x: number;
  most: number;
  chosen: boolean;
  words: string;
}

function StackedBar({ bar, x, most, chosen, words }: StackedBarProps) {
  let top = height;
  const parts = stacked.flatMap((status) => {
    const count = countOf(bar, status);
    if (count === 0) return [];
    const size = Math.max(1.5, (count / most) * (height - 2));
    top = Math.max(0, top - size);
    return [<rect key={status} x={x + 1} y={top} width={barWidth - 2} height={size} data-tone={runTones[status]} />];
  });
  return (
    <g data-chosen={chosen || undefined}>
      <rect x={x} y={0} width={barWidth} height={height} className={classes.behind}>
        <title>{words}</title>
      </rect>
      {parts.length === 0 && <rect x={x + 1} y={height - 1} width={barWidth - 2} height={1} data-tone="none" />}
      {parts}
    </g>
  );
}
