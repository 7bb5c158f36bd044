import type { ReactNode } from 'react';
import classes from './facts.module.css';

export interface Fact {
  /** Where the name is no text of its own. */
  key?: string;
  name: ReactNode;
  value: ReactNode;
}

/** Names and values under each other: the fields of a record, embedded data. An empty value shows as a dash. */
export function Facts({ facts, label, mono = false }: { facts: Fact[]; label: string; mono?: boolean }) {
  return (
    <dl className={classes.facts} aria-label={label}>
      {facts.map((fact) => (
        <div key={fact.key ?? String(fact.name)} className={classes.fact}>
          <dt className={mono ? 'mono' : undefined}>{fact.name}</dt>
          <dd>{fact.value === null || fact.value === '' ? <span className="dim">–</span> : fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
