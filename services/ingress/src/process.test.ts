import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { anOrganizationId, anOutboundMessage } from '@canvass/outbound-message/fixtures';
import { createTestDatabase, eventually, freePort, type TestDatabase } from '@canvass/test-support';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { aSource, post, rowsOf } from './testing/start-ingress.ts';

const samples = process.env.CANVASS_SAMPLES;
const pinned = { organizationId: anOrganizationId, objectType: 'Case' };
const sessionId = 'DUMMY_SESSION_ID_REMOVED';

let database: TestDatabase;
let ingress: ChildProcess;
let port: number;
let adminPort: number;
let output = '';
const tokens: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  [port, adminPort] = [await freePort(), await freePort()];
  ingress = spawn(process.execPath, [fileURLToPath(new URL('./main.ts', import.meta.url))], {
    env: {
      DATABASE_URL: database.url,
      PORT: String(port),
      ADMIN_PORT: String(adminPort),
      HOST: '127.0.0.1',
      ADMIN_HOST: '127.0.0.1',
      LOG_LEVEL: 'debug',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [ingress.stdout, ingress.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  await eventually(async () => (await fetch(`http://127.0.0.1:${adminPort}/readyz`)).ok);
});
afterAll(async () => {
  ingress.kill('SIGKILL');
  await database[Symbol.asyncDispose]();
});

const urlOf = (token: string) => {
  tokens.push(token);
  return `http://127.0.0.1:${port}/in/${token}`;
};

async function everythingStored(): Promise<string> {
  const { rows } = await database.pool.query(
    `select coalesce(string_agg(query_to_xml('select * from ' || quote_ident(table_name), true, true, '')::text, ''), '') as everything
       from information_schema.tables where table_schema = 'public' and table_name <> 'event_source_tokens'`,
  );
  return rows[0].everything;
}

test('a message carries its trace to the row, and one line tells of it', async () => {
  const source = await aSource(database.pool, pinned);
  expect((await post(urlOf(source.token), anOutboundMessage({ notifications: [{}, {}] }))).acknowledged).toBe(true);
  const { messages } = await rowsOf(database.pool, source);
  expect(messages[0].traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$/);
  const line = await eventually(async () =>
    output
      .split('\n')
      .filter((text) => text.includes('message.received') && text.includes(messages[0].id))
      .map((text) => z.record(z.string(), z.unknown()).parse(JSON.parse(text)))
      .at(0),
  );
  expect(line).toMatchObject({
    outcome: 'acknowledged',
    status: 200,
    stored: 2,
    duplicates: 0,
    workspaceId: source.workspaceId,
    eventSourceId: source.id,
    trace_id: messages[0].traceparent.split('-')[1],
  });
});

test('metrics count what was acknowledged and refused', async () => {
  const source = await aSource(database.pool, pinned);
  await post(urlOf(source.token), anOutboundMessage());
  await post(urlOf(source.token), 'no xml');
  await post(urlOf('unknown-token'), anOutboundMessage());
  const metrics = await (await fetch(`http://127.0.0.1:${adminPort}/metrics`)).text();
  expect(metrics).toMatch(/canvass_notifications_total\{outcome="stored"\} [1-9]/);
  expect(metrics).toMatch(/canvass_rejections_total\{reason="not-well-formed"\} [1-9]/);
  expect(metrics).toMatch(/canvass_rejections_total\{reason="unknown-url"\} [1-9]/);
  expect(metrics).toMatch(/canvass_intake_ack_seconds_count [1-9]/);
  expect(metrics).toMatch(/canvass_intake_in_flight 0/);
});

describe.skipIf(samples === undefined)('the collection of real and hostile messages', () => {
  const Expected = z.record(z.string(), z.object({ distinctIds: z.number(), rows: z.array(z.unknown()) }));
  const read = (name: string) => new Uint8Array(readFileSync(join(samples ?? '', name)));
  const namesIn = (part: string) => readdirSync(join(samples ?? '', part)).map((name) => join(part, name));

  test('what should be accepted is stored and acknowledged', async () => {
    const expected = Expected.parse(JSON.parse(readFileSync(join(samples ?? '', 'expected.json'), 'utf8')));
    for (const [name, { distinctIds }] of Object.entries(expected)) {
      const objectType = name.includes('no-type') ? 'Request__c' : null;
      const source = await aSource(database.pool, { objectType });
      const reply = await post(urlOf(source.token), read(name));
      expect([name, reply.status, reply.acknowledged]).toEqual([name, 200, true]);
      const { notifications, rejections } = await rowsOf(database.pool, source);
      expect([name, notifications.length, rejections.length]).toEqual([name, distinctIds, 0]);
    }
  });

  test('what should be refused gets a fault of the 400 class and one rejection with a reason', async () => {
    const refused = [
      ...namesIn('variants').filter((name) => name.includes('refuse-')),
      ...namesIn('hostile').filter((name) => !name.includes('missing-record-id')),
    ];
    for (const name of refused) {
      const source = await aSource(database.pool, pinned);
      const headers: Record<string, string> = name.endsWith('.gz') ? { 'Content-Encoding': 'gzip' } : {};
      const startedAt = performance.now();
      const reply = await post(urlOf(source.token), read(name), headers);
      expect([name, performance.now() - startedAt < 3000]).toEqual([name, true]);
      expect([name, Math.floor(reply.status / 100), reply.acknowledged]).toEqual([name, 4, false]);
      expect(reply.text).toContain('soapenv:Fault');
      const { notifications, messages, rejections } = await rowsOf(database.pool, source);
      expect([name, notifications.length, messages.length, rejections.length]).toEqual([name, 0, 0, 1]);
    }
  });

  test('a retry of a known notification with newer values is acknowledged and brings nothing new', async () => {
    const source = await aSource(database.pool, pinned);
    for (const name of ['12-case-six-fields.xml', '20-case-retry-of-12-newer-values.xml']) {
      expect((await post(urlOf(source.token), read(name))).acknowledged).toBe(true);
    }
    const { notifications } = await rowsOf(database.pool, source);
    expect(notifications).toHaveLength(1);
    expect(notifications[0].fields.Priority).not.toBe('Low');
  });
});

test('no session id and no token reaches the log or the database', async () => {
  const source = await aSource(database.pool, pinned);
  const url = urlOf(source.token);
  await post(url, anOutboundMessage({ sessionId }));
  await post(url, anOutboundMessage({ sessionId, objectType: 'Account' }));
  await post(url, `${anOutboundMessage({ sessionId })} ${source.token}<`);
  await post(url, new Uint8Array(Buffer.from(anOutboundMessage({ sessionId }), 'utf16le')));
  expect((await rowsOf(database.pool, source)).rejections).toHaveLength(3);
  const everything = await everythingStored();
  expect(everything).toContain('00001027');
  expect(output).toContain('message.received');
  for (const secret of [sessionId, ...tokens]) {
    expect(everything.includes(secret)).toBe(false);
    expect(secret !== 'unknown-token' && output.includes(secret)).toBe(false);
  }
});

test('SIGTERM lets the message in hand be stored and acknowledged, then the process exits by itself', async () => {
  const source = await aSource(database.pool, pinned);
  await post(urlOf(source.token), anOutboundMessage());
  const locker = await database.pool.connect();
  await locker.query('begin; lock table notifications in share mode');
  const inHand = post(urlOf(source.token), anOutboundMessage());
  await eventually(async () => {
    const { rows } = await database.pool.query(
      `select 1 from pg_locks where relation = 'notifications'::regclass and not granted`,
    );
    return rows.length > 0;
  });
  ingress.kill('SIGTERM');
  await eventually(async () => output.includes('service.stopping'));
  await locker.query('commit');
  locker.release();
  expect((await inHand).acknowledged).toBe(true);
  await eventually(async () => ingress.exitCode === 0);
  expect(output).toContain('service.stopped');
});
