import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { createLogger } from '@canvass/platform';
import { createTestDatabase, eventually, type TestDatabase } from '@canvass/test-support';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { QueueConfig } from './backend.ts';
import { defineJob } from './define-job.ts';
import { handle } from './handle.ts';
import { Producer } from './producer.ts';
import { startWorkers } from './workers.ts';

const log = createLogger('jobs-test', 'silent');
const greet = (name: string) =>
  defineJob({ name, payload: z.object({ number: z.number() }), attempts: 3, concurrency: 5 });

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

/** A way to the database that is closed at first: whoever comes is cut off, as by a server that is starting. */
async function openGate() {
  const open = new Set<Socket>();
  const silenced = new Set<Socket>();
  const gate = { isOpen: false, cutOff: 0, cutAt: '' };
  const target = new URL(database.url);
  const server = createServer((client) => {
    client.on('error', () => {});
    if (!gate.isOpen) {
      gate.cutOff += 1;
      client.once('data', () => client.destroy());
      return;
    }
    const upstream = connect(Number(target.port), target.hostname);
    upstream.on('error', () => {});
    upstream.on('close', () => client.destroy());
    client.on('close', () => upstream.destroy());
    client.on('data', (bytes) => {
      if (gate.cutAt !== '' && bytes.includes(gate.cutAt)) {
        gate.cutOff += 1;
        client.resetAndDestroy();
      } else if (!silenced.has(client)) upstream.write(bytes);
    });
    upstream.on('data', (bytes) => !silenced.has(client) && client.write(bytes));
    open.add(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const url = new URL(database.url);
  url.hostname = '127.0.0.1';
  url.port = String(address.port);
  const config: QueueConfig = { DATABASE_URL: url.href, QUEUE_PREFIX: 'unused' };
  const cut = () => {
    for (const client of open) client.destroy();
  };
  return {
    gate,
    config,
    cut,
    /** The connections of now carry nothing any more, and do not end. */
    silence: () => {
      for (const client of open) silenced.add(client);
    },
    async [Symbol.asyncDispose]() {
      server.close();
      cut();
    },
  };
}

test('workers that came up before the database work when it is there, and try it about once a second until then', async () => {
  const job = greet('before-the-database');
  const seen: number[] = [];
  await using way = await openGate();
  await using workers = startWorkers(way.config, log, [handle(job, async ({ number }) => void seen.push(number))]);
  await pause(2_000);
  expect(way.gate.cutOff).toBeLessThan(60);
  way.gate.isOpen = true;

  await using producer = new Producer({ ...way.config, DATABASE_URL: database.url }, log);
  await producer.enqueue(job, [{ number: 1 }]);
  await eventually(async () => seen.length === 1);
  await workers.check();
});

test('a producer that was first used before the database was there adds jobs afterwards', async () => {
  const job = greet('producer-before');
  await using way = await openGate();
  await using producer = new Producer(way.config, log);
  await expect(producer.enqueue(job, [{ number: 1 }])).rejects.toThrow();
  way.gate.isOpen = true;
  await eventually(async () => {
    await producer.enqueue(job, [{ number: 1 }]);
    return true;
  });
});

test('a connection that is lost at the first query of a queue does not end the process', async () => {
  const job = greet('lost-at-first');
  await using way = await openGate();
  Object.assign(way.gate, { isOpen: true, cutAt: 'migration' });
  await using producer = new Producer(way.config, log);
  await expect(producer.enqueue(job, [{ number: 1 }])).rejects.toThrow();
  expect(way.gate.cutOff).toBe(1);
});

test('workers whose connections are lost go on, and try the database about once a second until it is back', async () => {
  const job = greet('lost-connections');
  const seen: number[] = [];
  await using way = await openGate();
  way.gate.isOpen = true;
  await using producer = new Producer({ ...way.config, DATABASE_URL: database.url }, log);
  await using _workers = startWorkers(way.config, log, [handle(job, async ({ number }) => void seen.push(number))]);
  await producer.enqueue(job, [{ number: 1 }]);
  await eventually(async () => seen.length === 1);
  way.gate.isOpen = false;
  way.cut();
  await pause(2_000);
  expect(way.gate.cutOff).toBeLessThan(60);
  way.gate.isOpen = true;
  await producer.enqueue(job, [{ number: 2 }]);
  await eventually(async () => seen.length === 2);
});

test('workers whose connections carry nothing any more find new ones', { timeout: 120_000 }, async () => {
  const job = greet('silent-connections');
  const seen: number[] = [];
  await using way = await openGate();
  way.gate.isOpen = true;
  await using producer = new Producer({ ...way.config, DATABASE_URL: database.url }, log);
  await using _workers = startWorkers(way.config, log, [handle(job, async ({ number }) => void seen.push(number))]);
  await producer.enqueue(job, [{ number: 1 }]);
  await eventually(async () => seen.length === 1);
  way.silence();
  await pause(1_000);
  await producer.enqueue(job, [{ number: 2 }]);
  await eventually(async () => seen.length === 2, 90_000);
});
