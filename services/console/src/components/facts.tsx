import type { ReactNode } from 'react';
import classes from './facts.module.css';

export interface Fact {
  name: string;
  value: ReactNode;
}

/** Names and values under each other: the fields of a record, embedded data. An empty value shows as a dash. */
export function Facts({ facts, label, mono = false }: { facts: Fact[]; label: string; mono?: boolean }) {
  return (
    <dl className={classes.facts} aria-label={label}>
      {facts.map((fact) => (
        <div key={fact.name} className={classes.fact}>
          <dt className={mono ? 'mono' : undefined}>{fact.name}</dt>
          <dd>{fact.value === null || fact.value === '' ? <span className="dim">–</span> : fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
