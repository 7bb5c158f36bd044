import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { eventually } from './eventually.ts';
import { freePort } from './temporary-postgres.ts';

/** An e-mail as the SES emulator keeps it. Its raw headers are not kept. */
export interface MailboxEmail {
  messageId: string;
  from: string;
  destination: { to: string[] };
  subject: string;
  body: { html?: string; text?: string };
}

export interface Mailbox extends AsyncDisposable {
  /** Takes SES requests, and shows what came. */
  readonly url: string;
  emails(): Promise<MailboxEmail[]>;
}

/** The SES emulator (aws-ses-v2-local) as a process of its own, with an empty mailbox. */
export async function startMailbox(): Promise<Mailbox> {
  const entry = createRequire(import.meta.url).resolve('aws-ses-v2-local');
  const port = await freePort();
  const emulator = spawn(
    process.execPath,
    [entry.replace(/index\.js$/, 'cli.js'), '--host', '127.0.0.1', '--port', String(port)],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const url = `http://127.0.0.1:${port}`;
  await eventually(async () => (await fetch(`${url}/health-check`)).ok);
  return {
    url,
    async emails() {
      const store: { emails: MailboxEmail[] } = JSON.parse(await (await fetch(`${url}/store`)).text());
      return store.emails;
    },
    async [Symbol.asyncDispose]() {
      const ended = once(emulator, 'exit');
      emulator.kill('SIGKILL');
      await ended;
    },
  };
}
