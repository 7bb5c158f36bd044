import type { OrgLedger } from '../org-ledger.ts';
import type { Delivery, Run } from './canvass-api.ts';
import type { Followed } from './follow.ts';
import { isSent, type Verdict } from './verdict.ts';

type Row = readonly [label: string, value: string];

/** What the org itself knows: needs no API. */
export function sendingRows(ledger: OrgLedger): Row[] {
  const repeated = ledger.entries.reduce((sum, { attempts }) => sum + attempts, 0) - ledger.entries.length;
  return [
    ['Acknowledged', `${ledger.acknowledged} of ${ledger.entries.length} notifications in ${ledger.messages} messages`],
    ...(ledger.duplicates > 0 ? [['Duplicates sent', String(ledger.duplicates)] as const] : []),
    ...(ledger.lostAcks > 0 ? [['Acknowledgements lost', String(ledger.lostAcks)] as const] : []),
    ...(repeated > 0 ? [['Sent again in all', `${repeated} notifications`] as const] : []),
    ...[...ledger.failures].map(([reason, count]) => ['Attempts failed', `${count} × ${reason}`] as const),
  ];
}

/** What Canvass made of it. */
export function outcomeRows(ledger: OrgLedger, followed: Followed): Row[] {
  const runs = ledger.entries.flatMap(({ recordId }) => followed.runsOf(recordId));
  const deliveries = runs.flatMap(({ id }) => followed.deliveriesOf(id));
  const contacts = runs.flatMap((run) => contactOutcomes(run));
  return [
    ['Runs', countsOf(runs.map(({ status }) => status))],
    ['Contacts', countsOf(contacts)],
    ...(['email', 'sms'] as const).map((channel) => channelRow(channel, deliveries)),
    ['Acknowledged → sent', latencyText(latenciesMs(ledger, followed))],
  ];
}

function contactOutcomes(run: Run): string[] {
  return run.tasks.flatMap(({ type, output }) =>
    type === 'contact' && typeof output?.outcome === 'string' ? [output.outcome] : [],
  );
}

function channelRow(channel: 'email' | 'sms', all: readonly Delivery[]): Row {
  const deliveries = all.filter((delivery) => delivery.channel === channel);
  const sent = deliveries.filter(isSent);
  const delivered = sent.filter(({ status }) => status !== 'sent');
  const confirmed = delivered.length > 0 ? `, ${delivered.length} confirmed as delivered` : '';
  const others = countsOf(deliveries.filter((delivery) => !isSent(delivery)).map(({ status }) => status));
  return [
    channel === 'email' ? 'E-mails' : 'SMS',
    `${sent.length} sent${confirmed}${others === 'none' ? '' : `, ${others}`}`,
  ];
}

/** From the first `Ack` that was answered to the moment when the provider took the message. */
function latenciesMs(ledger: OrgLedger, followed: Followed): number[] {
  return ledger.entries.flatMap(({ recordId, firstAnsweredAt }) => {
    if (firstAnsweredAt === null) return [];
    const deliveries = followed.runsOf(recordId).flatMap(({ id }) => followed.deliveriesOf(id));
    return deliveries.flatMap(({ sentAt }) =>
      sentAt === null ? [] : [Math.max(0, sentAt.getTime() - firstAnsweredAt.getTime())],
    );
  });
}

function latencyText(latencies: readonly number[]): string {
  if (latencies.length === 0) return 'nothing sent';
  const sorted = latencies.toSorted((a, b) => a - b);
  return `p50 ${seconds(percentile(sorted, 0.5))}, p95 ${seconds(percentile(sorted, 0.95))}`;
}

/** The smallest value that at least this share of the (sorted) values does not exceed. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 0)} s`;
}

function countsOf(values: readonly string[]): string {
  const counts = Map.groupBy(values, (value) => value);
  return [...counts].map(([value, all]) => `${all.length} ${value}`).join(', ') || 'none';
}

/** What is missing, most frequent first; empty when everything reached its end. */
export function missingRows(verdicts: readonly Verdict[]): Row[] {
  const reasons = verdicts.flatMap((verdict) => (verdict.state === 'reached' ? [] : [verdict.reason]));
  return [...Map.groupBy(reasons, (reason) => reason)]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([reason, all]) => ['Missing', `${all.length} × ${reason}`] as const);
}

export function tableOf(rows: readonly Row[]): string {
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.map(([label, value]) => `  ${label.padEnd(width)}  ${value}\n`).join('');
}
