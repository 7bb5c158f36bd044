import type { ReactNode } from 'react';
import type { Tone } from '../theme/tones.ts';
import classes from './status.module.css';

const shapes: Record<Tone, ReactNode> = {
  done: (
    <>
      <circle cx="7" cy="7" r="6.5" fill="currentColor" />
      <path d="M4.2 7.2l2 2 3.7-4.1" fill="none" stroke="var(--mantine-color-body)" strokeWidth="1.6" />
    </>
  ),
  running: (
    <>
      <circle cx="7" cy="7" r="5.7" fill="none" stroke="currentColor" strokeWidth="1.6" opacity="0.28" />
      <path d="M7 1.3a5.7 5.7 0 0 1 5.7 5.7" fill="none" stroke="currentColor" strokeWidth="1.6" />
    </>
  ),
  waiting: (
    <>
      <circle cx="7" cy="7" r="5.8" fill="none" stroke="currentColor" strokeWidth="1.4" strokeDasharray="2.4 2.15" />
      <circle cx="7" cy="7" r="1.6" fill="currentColor" />
    </>
  ),
  skipped: (
    <>
      <circle cx="7" cy="7" r="5.8" fill="none" stroke="currentColor" strokeWidth="1.4" />
      <path d="M3.2 10.8L10.8 3.2" stroke="currentColor" strokeWidth="1.4" />
    </>
  ),
  partly: (
    <>
      <path d="M7 .9l6.4 11.6H.6z" fill="currentColor" />
      <path d="M7 5v3.4M7 10v1.1" stroke="var(--mantine-color-body)" strokeWidth="1.4" />
    </>
  ),
  failed: (
    <>
      <path d="M4.3.5h5.4l3.8 3.8v5.4l-3.8 3.8H4.3L.5 9.7V4.3z" fill="currentColor" />
      <path d="M4.8 4.8l4.4 4.4M9.2 4.8L4.8 9.2" stroke="var(--mantine-color-body)" strokeWidth="1.5" />
    </>
  ),
};

/** The shape alone, for places where the word stands beside it already. */
export function StatusShape({ tone }: { tone: Tone }) {
  return (
    <span className={classes[tone]} style={{ display: 'inline-flex' }} aria-hidden="true">
      <svg viewBox="0 0 14 14" className={classes.shape} aria-hidden="true">
        {shapes[tone]}
      </svg>
    </span>
  );
}

/** A status in shape, colour and word. */
export function Status({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={`${classes.status} ${classes[tone]}`}>
      <svg viewBox="0 0 14 14" className={classes.shape} aria-hidden="true">
        {shapes[tone]}
      </svg>
      {children}
    </span>
  );
}
