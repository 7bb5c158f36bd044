import { firstIdAt } from '@canvass/database';
import type { Installation } from './installation.ts';
import { messageTemplate } from './message-template.ts';
import { messages, sendMessages } from './send-messages.ts';
import { untilTrue } from './until-true.ts';

export interface Work {
  readonly count: number;
  readonly perMessage?: number;
  readonly connections?: number;
  /** Distinct people of these notifications; a half of `count` unless said: each is created once and updated once. */
  readonly people?: number;
}

/** What a load of notifications took, from the first request to the end of the last run. */
export interface WorkMeasured {
  readonly notifications: number;
  readonly perSecond: number;
  readonly seconds: number;
  /** Until the last `Ack`. */
  readonly acknowledgedAfterSeconds: number;
  readonly putOff: number;
  /** Milliseconds of processor time for one notification, by kind of process; `bench` = the sender and this watcher. */
  readonly processorMs: Readonly<Record<string, number>>;
  /** The same of the product, PostgreSQL and Redis: without `bench`. */
  readonly productMs: number;
  readonly walBytes: number;
  /** What the database grew by, indexes included. */
  readonly storedBytes: number;
}

let peopleSent = 10_000_000;

/** Sends notifications about new people, waits until every run has ended, and checks that none is missing. */
export async function measureWork(installation: Installation, work: Work): Promise<WorkMeasured> {
  const { count, perMessage = 100, connections = 4, people = Math.max(1, Math.ceil(count / 2)) } = work;
  const nextMessage = messageTemplate(perMessage, { people, firstPerson: peopleSent });
  peopleSent += people;
  const { tenant } = installation;
  const runsBefore = await endedRuns(installation, new Date());
  const startedAt = new Date();
  const written = await writtenBytes(installation);
  const before = installation.processorTimes();
  const from = performance.now();
  const sent = await sendMessages({
    urls: installation.urls(),
    connections,
    nextMessage: messages(Math.ceil(count / perMessage), nextMessage),
  });
  const acknowledgedAfterSeconds = (performance.now() - from) / 1000;
  await untilTrue('all runs have ended', () => isIdle(installation, tenant.workspaceId), { timeoutMs: 240_000 });
  const seconds = (performance.now() - from) / 1000;
  const after = installation.processorTimes();
  const notifications = sent.messages * perMessage;
  const ended = (await endedRuns(installation, startedAt)) - runsBefore;
  if (ended !== notifications)
    throw new Error(`${notifications} notifications were acknowledged, ${ended} runs succeeded`);
  const writtenAfter = await writtenBytes(installation);
  const processorMs = Object.fromEntries(
    Object.entries(after).map(([kind, total]) => [kind, ((total - (before[kind] ?? 0)) * 1000) / notifications]),
  );
  const { bench = 0, ...product } = processorMs;
  return {
    ...{ notifications, seconds, acknowledgedAfterSeconds, putOff: sent.putOff },
    perSecond: notifications / seconds,
    processorMs: { ...product, bench },
    productMs: Object.values(product).reduce((sum, ms) => sum + ms, 0),
    walBytes: (writtenAfter.wal - written.wal) / notifications,
    storedBytes: (writtenAfter.stored - written.stored) / notifications,
  };
}

/** Nothing waits and no run is open: asked in one statement, which two indexes answer. */
export async function isIdle({ pool }: Installation, workspaceId: string): Promise<boolean> {
  const { rows } = await pool.query<{ idle: boolean }>(
    `select not exists (select from messages where workspace_id = $1 and status = 'pending')
        and not exists (select from runs where workspace_id = $1 and status in ('queued', 'running', 'waiting')) as idle`,
    [workspaceId],
  );
  return rows[0]?.idle ?? false;
}

/** Runs that succeeded of notifications that arrived since. */
export async function endedRuns({ pool, tenant }: Installation, since: Date): Promise<number> {
  const { rows } = await pool.query<{ ended: number }>(
    `select count(*) as ended from runs where workspace_id = $1 and status = 'succeeded' and id >= $2`,
    [tenant.workspaceId, firstIdAt(since)],
  );
  return rows[0]?.ended ?? 0;
}

/** Bytes of write-ahead log so far, and what the database holds. */
async function writtenBytes({ pool }: Installation): Promise<{ wal: number; stored: number }> {
  const { rows } = await pool.query<{ wal: string; stored: string }>(
    `select pg_current_wal_insert_lsn() - '0/0'::pg_lsn as wal, pg_database_size(current_database()) as stored`,
  );
  return { wal: Number(rows[0]?.wal ?? 0), stored: Number(rows[0]?.stored ?? 0) };
}
