import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '@canvass/test-support/temporary-postgres';
import { z } from 'zod';

const repository = resolve(import.meta.dirname, '../..');

const EmptyFacts = z.object({
  url: z.string(),
  apiUrl: z.string(),
  apiKey: z.string(),
  mailboxUrl: z.string(),
  smsOutboxUrl: z.string(),
  databaseUrl: z.string(),
});
const LocalFacts = EmptyFacts.extend({
  eventSourceUrl: z.string(),
  organizationId: z.string(),
  demoWorkflowId: z.string(),
  demoSurveyId: z.string(),
});
export type EmptyFacts = z.output<typeof EmptyFacts>;
export type LocalFacts = z.output<typeof LocalFacts>;

/** A folder for one Canvass; PostgreSQL must be able to reach it as a user of its own. */
export async function emptyHome(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'canvass-home-'));
  await chmod(folder, 0o755);
  return folder;
}

export interface RunningCanvass<Facts extends EmptyFacts = LocalFacts> extends AsyncDisposable {
  readonly facts: Facts;
  readonly home: string;
  readonly secondsToReady: number;
  readonly output: () => string;
  /** Asks npm to stop, and waits for the end; the exit code. */
  stop(): Promise<number | null>;
  call<Schema extends z.ZodType>(path: string, schema: Schema, init?: RequestInit): Promise<z.output<Schema>>;
}

/** `npm start`, as a user would: in a folder of its own, on a port of its own. Disposal stops it and keeps the home. */
export function startCanvass(home: string, env: Record<string, string> = {}): Promise<RunningCanvass> {
  return start(LocalFacts, home, env);
}

/** The same with nothing in its workspace. */
export function startEmptyCanvass(home: string): Promise<RunningCanvass<EmptyFacts>> {
  return start(EmptyFacts, home, { CANVASS_DEMO: 'off' });
}

async function start<Facts extends EmptyFacts>(
  facts: z.ZodType<Facts>,
  home: string,
  env: Record<string, string>,
): Promise<RunningCanvass<Facts>> {
  const startedAt = performance.now();
  const port = await freePort();
  let output = '';
  const child = spawn('npm', ['start'], {
    cwd: repository,
    env: { ...process.env, CANVASS_HOME: home, PORT: String(port), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const keep = (chunk: Buffer) => {
    output = `${output}${chunk}`.slice(-50_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = new Promise<number | null>((done) => child.once('close', (code) => done(code)));
  const stop = () => interrupt(child, ended);
  try {
    await untilReady(child, join(home, 'local.json'), () => output);
    const read = facts.parse(JSON.parse(await readFile(join(home, 'local.json'), 'utf8')));
    return {
      facts: read,
      home,
      secondsToReady: (performance.now() - startedAt) / 1000,
      output: () => output,
      stop,
      call: (path, schema, init) => callApi(read, path, schema, init),
      [Symbol.asyncDispose]: async () => void (await stop()),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function untilReady(child: ChildProcess, file: string, output: () => string): Promise<void> {
  for (const deadline = Date.now() + 180_000; Date.now() < deadline; await pause(50)) {
    if (existsSync(file)) return;
    if (child.exitCode !== null) break;
  }
  throw new Error(`npm start did not get ready:\n${output()}`);
}

async function interrupt(child: ChildProcess, ended: Promise<number | null>): Promise<number | null> {
  child.kill('SIGINT');
  return ended;
}

async function callApi<Schema extends z.ZodType>(
  facts: EmptyFacts,
  path: string,
  schema: Schema,
  init: RequestInit = {},
) {
  const response = await fetch(`${facts.apiUrl}${path}`, {
    ...init,
    headers: { authorization: `Bearer ${facts.apiKey}`, 'content-type': 'application/json', ...init.headers },
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${init.method ?? 'GET'} ${path} answered ${response.status}: ${text}`);
  return schema.parse(JSON.parse(text));
}

/** All rows of a list, following its cursor. */
export async function listAll<Schema extends z.ZodType>(canvass: RunningCanvass, path: string, row: Schema) {
  const page = z.object({ data: z.array(row), nextCursor: z.string().nullable() });
  const rows: z.output<Schema>[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const joiner = path.includes('?') ? '&' : '?';
    const more: z.output<typeof page> = await canvass.call(
      `${path}${joiner}limit=200${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
      page,
    );
    rows.push(...more.data);
    cursor = more.nextCursor;
  }
  return rows;
}

export interface Ended {
  code: number | null;
  output: string;
}

/** `npm run demo:send -- …` against a running Canvass. */
export function demoSend(canvass: Pick<RunningCanvass, 'home'>, ...options: string[]): Promise<Ended> {
  return new Promise((done, reject) => {
    const child = spawn('npm', ['run', 'demo:send', '--', ...options], {
      cwd: repository,
      env: { ...process.env, CANVASS_HOME: canvass.home },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk;
    });
    child.once('error', reject);
    child.once('close', (code) => done({ code, output }));
  });
}

export async function removeHome(home: string): Promise<void> {
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
}
