import type { Books, Violation } from './oracle/books.ts';
import { violationKinds } from './oracle/books.ts';
import type { FaultLog } from './support/fault-log.ts';

const shown = 20;

/** The table of a run: what was done to it and what came of it, then each violation with what happened around it. */
export function writeReport(
  books: Books,
  violations: readonly Violation[],
  facts: Readonly<Record<string, number | string>>,
  log: FaultLog,
): string {
  const { sent, database, outboxes, faults } = books;
  const deliveriesOf = (...statuses: string[]) =>
    database.deliveries.filter(({ status }) => statuses.includes(status)).length;
  const unknown = database.deliveries.filter(({ status }) => status === 'unknown');
  const taken = new Set([...outboxes.email, ...outboxes.sms].map(({ deliveryId }) => deliveryId));
  const rows: [string, number | string][] = [
    ...Object.entries(facts),
    ['faults injected', `${faults.length}, of ${new Set(faults.map(({ kind }) => kind)).size} kinds`],
    ['notifications sent', sent.length],
    ['acknowledged', sent.filter(({ acknowledgedAt }) => acknowledgedAt !== null).length],
    ['runs', database.runs.length],
    ['messages taken by the providers', outboxes.email.length + outboxes.sms.length],
    ['recorded as sent', deliveriesOf('sent', 'delivered')],
    ['unknown, and taken', unknown.filter(({ id }) => taken.has(id)).length],
    ['unknown, and not taken', unknown.filter(({ id }) => !taken.has(id)).length],
    ...Object.entries(violationKinds).map(([kind, words]): [string, number] => [
      `${kind}: ${words}`,
      violations.filter((violation) => violation.kind === kind).length,
    ]),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const table = rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`).join('\n');
  const details = violations.slice(0, shown).map(({ kind, id, detail, at }) => {
    const around = at === null ? [] : log.around(at).map((line) => `      ${line}`);
    return [`  ${kind} ${id}`, `    ${detail}${at === null ? '' : `, about ${at.toISOString()}`}`, ...around].join(
      '\n',
    );
  });
  const more = violations.length > shown ? `\n  … and ${violations.length - shown} more` : '';
  return `${table}\n${details.length === 0 ? '' : `\n${details.join('\n')}${more}\n`}`;
}
