import { randomInt } from 'node:crypto';
import type { OrgIdentity } from '@canvass/outbound-message';
import { demoCases } from '../demo-cases.ts';
import { Org } from '../org.ts';
import { Random } from '../random.ts';
import { salesforceId } from '../salesforce-id.ts';
import type { CanvassApi } from './canvass-api.ts';
import { lookForRecords, lookSince } from './follow.ts';
import { type Following, followToEnd } from './follow-to-end.ts';
import { readMessageFile, sendMessageFile } from './message-file.ts';
import type { Options } from './options.ts';
import { Progress } from './progress.ts';
import { missingRows, outcomeRows, sendingRows, tableOf } from './report.ts';

export interface Target {
  /** The event source. */
  readonly url: string;
  readonly organizationId: string;
  /** Null = the notifications can't be followed past their acknowledgement. */
  readonly api: CanvassApi | null;
}

const concurrency = 8;

/** Sends, follows and reports to `out`; true when every notification reached its expected end. */
export async function demoSend(options: Options, target: Target, out: NodeJS.WriteStream): Promise<boolean> {
  return options.file === null ? sendCases(options, target, out) : sendFile(options.file, target, out);
}

async function sendCases(options: Options, target: Target, out: NodeJS.WriteStream): Promise<boolean> {
  const startedAt = new Date();
  const seed = options.seed ?? randomInt(2 ** 32);
  const org = new Org(orgIdentity(target.organizationId), target.url, {
    batch: options.batch,
    concurrency,
    rate: options.rate,
    duplicates: options.duplicates,
    loseAcks: options['lose-acks'],
    reorder: options.duplicates > 0 || options['lose-acks'] > 0,
    random: new Random(seed + 1),
  });
  const signal = AbortSignal.timeout(
    120_000 + options.count * (100 + 1000 / (options.rate ?? Number.POSITIVE_INFINITY)),
  );
  out.write(`Sending ${options.count} notifications to ${new URL(target.url).origin} (seed ${seed})\n`);
  const sending = org.send(demoCases({ count: options.count, seed, now: startedAt }), signal);
  const since = new Date(startedAt.getTime() - 1000);
  return conclude({
    api: target.api,
    out,
    ledger: org.ledger,
    sending,
    total: options.count,
    expected: 'message',
    look: (api) => lookSince(api, since),
    signal,
  });
}

async function sendFile(path: string, target: Target, out: NodeJS.WriteStream): Promise<boolean> {
  const bytes = await readMessageFile(path);
  const signal = AbortSignal.timeout(120_000);
  out.write(`Sending ${path} to ${new URL(target.url).origin}\n`);
  const { ledger, refusal } = await sendMessageFile(bytes, target.url, signal);
  if (refusal !== null) {
    out.write(`Not acknowledged: ${refusal}\n`);
    return false;
  }
  const recordIds = ledger.entries.map(({ recordId }) => recordId).filter((recordId) => recordId !== '');
  return conclude({
    api: recordIds.length === ledger.entries.length ? target.api : null,
    out,
    ledger,
    sending: Promise.resolve(),
    total: ledger.entries.length,
    expected: 'any',
    look: (api) => lookForRecords(api, recordIds),
    signal,
  });
}

interface Concluding extends Omit<Following, 'look' | 'progress'> {
  readonly api: CanvassApi | null;
  readonly look: (api: CanvassApi) => ReturnType<Following['look']>;
  readonly out: NodeJS.WriteStream;
}

async function conclude({ api, out, look, ...rest }: Concluding): Promise<boolean> {
  if (api === null) {
    await rest.sending;
    out.write(tableOf(sendingRows(rest.ledger)));
    out.write('Not followed further: no API key is known for this address.\n');
    return rest.ledger.acknowledged === rest.total;
  }
  const outcome = await followToEnd({ ...rest, look: () => look(api), progress: new Progress(out) });
  const missing = missingRows(outcome.verdicts);
  out.write(tableOf([...sendingRows(rest.ledger), ...outcomeRows(rest.ledger, outcome.followed), ...missing]));
  if (outcome.problem !== null) out.write(`The API could not be asked: ${outcome.problem}\n`);
  return missing.length === 0 && outcome.verdicts.length === rest.total && outcome.problem === null;
}

function orgIdentity(organizationId: string): OrgIdentity {
  return {
    organizationId,
    actionId: salesforceId('action', 77),
    objectType: 'Case',
    host: 'acme.my.salesforce.com',
    apiVersion: '66.0',
  };
}
