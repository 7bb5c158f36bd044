import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { refusalOf } from '../acknowledgement.ts';
import { OrgLedger } from '../org-ledger.ts';
import { Connections, salesforceTimeoutMs } from '../post-message.ts';
import { UsageError } from './options.ts';

const notification =
  /<(?:[\w.-]+:)?Notification>\s*<(?:[\w.-]+:)?Id>\s*([^<\s]+)\s*<[\s\S]*?<\/(?:[\w.-]+:)?Notification>/g;
const recordId = /<(?:[\w.-]+:)?sObject[^>]*>\s*<(?:[\w.-]+:)?Id>\s*([^<\s]+)\s*</;
const retryMs = 1000;

/** A path is meant from the folder that the command was typed in, which npm hands on. */
export async function readMessageFile(path: string): Promise<Buffer> {
  return readFile(resolve(process.env.INIT_CWD ?? '.', path)).catch((error: Error) => {
    throw new UsageError(`The file cannot be read: ${error.message}`);
  });
}

/**
 * Sends the bytes as they are until they are acknowledged. A refusal (any answer below 500 but an `Ack`) ends it at once:
 * the same bytes would be refused again, though Salesforce would try for 24 hours.
 */
export async function sendMessageFile(
  bytes: Buffer,
  url: string,
  signal: AbortSignal,
): Promise<{ ledger: OrgLedger; refusal: string | null }> {
  const ledger = new OrgLedger();
  const entries = [...bytes.toString('utf8').matchAll(notification)].map(([text, id]) =>
    ledger.entry(id ?? '', recordId.exec(text)?.[1] ?? ''),
  );
  using connections = new Connections(url, 1);
  for (let delayMs = retryMs; !signal.aborted; delayMs *= 2) {
    for (const entry of entries) entry.attempts += 1;
    ledger.messages += 1;
    const answer = await connections.post(bytes, { timeoutMs: salesforceTimeoutMs, signal }).catch(() => null);
    const refusal = answer === null ? 'connection failed' : refusalOf(answer);
    if (refusal === null) {
      for (const entry of entries) entry.firstAnsweredAt = entry.acknowledgedAt = new Date();
      return { ledger, refusal: null };
    }
    ledger.failed(refusal);
    if (answer !== null && answer.status < 500) return { ledger, refusal: `${refusal}\n${answer.body.slice(0, 1000)}` };
    await pause(delayMs, undefined, { signal }).catch(() => {}); // aborted: the loop ends
  }
  return { ledger, refusal: 'not acknowledged in time' };
}
