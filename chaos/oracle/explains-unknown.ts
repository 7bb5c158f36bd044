import type { FaultRecord } from '../support/fault-log.ts';

/** A provider call ends by itself within 10 s, and is recorded within seconds once the database can be reached. */
const callMs = 12_000;
const afterMs = 5_000;

const anyChannel = [
  /^kill distribution$/,
  /^kill all workers$/,
  /^stop a process/,
  /^PostgreSQL immediate shutdown/, // the fence was committed and its worker never heard of it
  /^all database connections terminated$/,
  /^connections to postgres/,
];
const ofChannel = {
  email: [/^connections to ses/, /^ses (begins an answer|takes messages)/],
  sms: [/^connections to twilio/, /^twilio (begins an answer|takes messages)/],
};

/**
 * Whether a fault is a reason why nobody knows if a message went out that was being sent since then. An emptied Redis, a
 * stepped clock, an answer of 429 or 500 and a regular restart are none.
 */
export function explainsUnknown(fault: FaultRecord, channel: 'email' | 'sms', sendingSince: Date | null): boolean {
  if (![...anyChannel, ...ofChannel[channel]].some((kind) => kind.test(fault.kind))) return false;
  const since = sendingSince?.getTime() ?? Number.NaN;
  return since >= fault.startedAt.getTime() - callMs && since <= fault.endedAt.getTime() + afterMs;
}
