import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { demoCases, Org, Random } from '@canvass/salesforce-simulator';
import { freePort } from '@canvass/test-support/temporary-postgres';
import pg from 'pg';
import { z } from 'zod';

/**
 * From the SOAP message to SES's acceptance, everything recorded: the whole product as `npm start` runs it, with the mailbox
 * as SES. Beside it, in the same run, a bare loop of the SES client against the same mailbox. With CANVASS_REDIS_URL the
 * queues are on Redis.
 */
const repetitions = 3;
const count = 1500;
const givenUpAfterMs = 120_000;

const Facts = z.object({
  eventSourceUrl: z.string(),
  organizationId: z.string(),
  databaseUrl: z.string(),
  mailboxUrl: z.string(),
});

await using stack = new AsyncDisposableStack();
const home = await mkdtemp(join(tmpdir(), 'canvass-bench-'));
await chmod(home, 0o755); // PostgreSQL runs as a user of its own where we are root
stack.defer(() => rm(home, { recursive: true, force: true, maxRetries: 5 }));
const facts = await startProduct();
const database = new pg.Client({ connectionString: facts.databaseUrl });
await database.connect();
stack.defer(() => database.end());

const measured: { pipeline: number; bare: number }[] = [];
for (let repetition = 0; repetition <= repetitions; repetition += 1) {
  const rates = { pipeline: await measurePipeline(repetition), bare: await measureBareLoop() };
  if (repetition > 0) measured.push(rates); // the first warms up
}

const pipeline = median(measured.map((rates) => rates.pipeline));
const bare = median(measured.map((rates) => rates.bare));
const ratio = pipeline / bare;
const queues = process.env.CANVASS_REDIS_URL === undefined ? 'PostgreSQL' : 'Redis';
const machine = `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown'}, Node ${process.version}`;
console.log(`\n${machine}; queues on ${queues}; median of ${repetitions} × ${count} notifications\n`);
console.table([
  { figure: 'message → SES accepted, all recorded', 'per second': Math.round(pipeline), ratio: ratio.toFixed(2) },
  { figure: 'bare SES client loop, same mailbox', 'per second': Math.round(bare), ratio: '' },
]);
await mkdir(new URL('./results/', import.meta.url), { recursive: true });
await writeFile(
  new URL(`./results/pipeline-${queues.toLowerCase()}.json`, import.meta.url),
  `${JSON.stringify({ measuredAt: new Date(), machine, queues, count, measured, pipeline, bare, ratio }, null, 2)}\n`,
);

async function startProduct(): Promise<z.output<typeof Facts>> {
  const entry = new URL('../packages/local/src/main.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [entry], {
    env: { ...process.env, CANVASS_HOME: home, PORT: String(await freePort()), LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  stack.defer(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  const file = join(home, 'local.json');
  while (!existsSync(file)) {
    if (child.exitCode !== null) throw new Error('Canvass did not start');
    await pause(100);
  }
  return Facts.parse(JSON.parse(await readFile(file, 'utf8')));
}

/** Messages of 100, all of them for e-mail; the time from the first request to the last acceptance. */
async function measurePipeline(seed: number): Promise<number> {
  const org = new Org(
    {
      organizationId: facts.organizationId,
      actionId: '04k7Q0000000019QAA',
      objectType: 'Case',
      host: 'acme.my.salesforce.com',
      apiVersion: '66.0',
    },
    facts.eventSourceUrl,
    { batch: 100, concurrency: 4, rate: null, duplicates: 0, loseAcks: 0, reorder: false, random: new Random(seed) },
  );
  const cases = [...demoCases({ count, seed, now: new Date() })].map(({ id, fields }) => ({
    id,
    fields: { ...fields, Survey_Channel__c: 'email', ContactEmail: fields.ContactEmail ?? `${id}@example.com` },
  }));
  const already = await acceptedCount();
  const startedAt = performance.now();
  await org.send(cases, AbortSignal.timeout(givenUpAfterMs));
  while ((await acceptedCount()) < already + count) {
    if (performance.now() - startedAt > givenUpAfterMs) throw new Error('not everything was sent in time');
    await pause(50);
  }
  return count / ((performance.now() - startedAt) / 1000);
}

async function acceptedCount(): Promise<number> {
  const { rows } = await database.query<{ accepted: number }>(
    'select count(*)::int as accepted from deliveries where sent_at is not null',
  );
  return rows[0]?.accepted ?? 0;
}

async function measureBareLoop(): Promise<number> {
  const ses = new SESClient({
    endpoint: facts.mailboxUrl,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const message = Buffer.from('From: a@example.com\r\nTo: b@example.com\r\nSubject: Bare\r\n\r\nThe same mailbox.\r\n');
  let left = count;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: 20 }, async () => {
      while (left > 0) {
        left -= 1;
        await ses.send(new SendRawEmailCommand({ RawMessage: { Data: message } }));
      }
    }),
  );
  ses.destroy();
  return count / ((performance.now() - startedAt) / 1000);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
