import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { connectDatabase, createEventSource, findEventSource, inWorkspace, migrate, newId } from '@canvass/database';
import { WorkspaceId } from '@canvass/domain';
import { migrateQueues } from '@canvass/jobs';
import { freePort, startTemporaryPostgres } from '@canvass/test-support/temporary-postgres';
import { flushTime } from './support/flush-time.ts';
import { type Load, postFor } from './support/load.ts';
import { messageTemplate } from './support/message-template.ts';
import { spawnNode } from './support/spawn-node.ts';

/**
 * Notifications acknowledged per second: by the ingress, durably (PostgreSQL with fsync; the queue on CANVASS_REDIS_URL,
 * otherwise on PostgreSQL), and by a bare Express + fast-xml-parser server that stores nothing. Repetitions take turns, so
 * that both meet the same machine.
 */
const repetitions = 5;
const seconds = 2;
/** Without 200 × 100: those bytes are more than the ingress takes in hand at once, it answers 503. */
const loads = [
  { perMessage: 1, connections: 1 },
  { perMessage: 1, connections: 20 },
  { perMessage: 1, connections: 200 },
  { perMessage: 100, connections: 1 },
  { perMessage: 100, connections: 20 },
];
const redisUrl = process.env.CANVASS_REDIS_URL;
const queues = redisUrl === undefined ? 'PostgreSQL' : 'Redis';

await using stack = new AsyncDisposableStack();
const postgres = stack.use(await startTemporaryPostgres({ durable: true }));
await postgres.createDatabase('canvass_bench');
const databaseUrl = `${postgres.url}/canvass_bench`;
await migrate(databaseUrl);
await migrateQueues({ DATABASE_URL: databaseUrl, QUEUE_PREFIX: '{canvass}' });
const token = await seed();

const [port, adminPort, barePort] = [await freePort(), await freePort(), await freePort()];
const environment = {
  DATABASE_URL: databaseUrl,
  HOST: '127.0.0.1',
  PORT: String(port),
  ADMIN_HOST: '127.0.0.1',
  // As deployed: a heap that is kept small, since what the ingress holds is bounded (MAX_BYTES_IN_FLIGHT).
  MALLOC_ARENA_MAX: '1',
  NODE_OPTIONS: '--max-semi-space-size=2 --max-old-space-size=192',
  ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl, QUEUE_PREFIX: `{bench-${Date.now()}}` }),
};
const adminUrl = `http://127.0.0.1:${adminPort}`;
stack.use(
  await spawnNode(
    new URL('../services/ingress/src/main.ts', import.meta.url),
    { ...environment, ADMIN_PORT: String(adminPort) },
    `${adminUrl}/readyz`,
  ),
);
const bareUrl = `http://127.0.0.1:${barePort}/in/${token}`;
stack.use(await spawnNode(new URL('./support/bare-server.ts', import.meta.url), { PORT: String(barePort) }, bareUrl));

const targets = { ingress: `http://127.0.0.1:${port}/in/${token}`, bare: bareUrl };
const rows = [];
for (const { perMessage, connections } of loads) {
  const nextMessage = messageTemplate(perMessage);
  const measured: Record<keyof typeof targets, Load[]> = { ingress: [], bare: [] };
  for (let repetition = 0; repetition <= repetitions; repetition += 1) {
    for (const name of ['ingress', 'bare'] as const) {
      const load = await postFor(targets[name], { connections, seconds, perMessage, nextMessage });
      if (repetition > 0) measured[name].push(load); // the first warms up
    }
  }
  const [ingress, bare] = [median(measured.ingress), median(measured.bare)];
  const ratio = ingress.notificationsPerSecond / bare.notificationsPerSecond;
  rows.push({ perMessage, connections, ingress, bare, ratio, measured });
}

const flush = await flushTime(postgres.folder);
const memory = await residentMemoryWhilePosting();
const machine = `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown'}, Node ${process.version}`;
console.log(`\n${machine}; queue on ${queues}; median of ${repetitions} × ${seconds} s\n`);
console.table(
  rows.flatMap(({ perMessage, connections, ingress, bare, ratio }) => [
    { perMessage, connections, server: 'ingress (durable)', ...rounded(ingress), ratio: ratio.toFixed(2) },
    { perMessage, connections, server: 'bare (stores nothing)', ...rounded(bare), ratio: '' },
  ]),
);
console.log(`The disk takes 8 kB durably in ${flush.p50Ms.toFixed(2)} ms (p50), ${flush.p99Ms.toFixed(2)} ms (p99)`);
console.log(
  `Ingress memory with 50 connections posting messages of 100: at most ${memory.mostMegabytes} MB (goal: under 200 MB)`,
);
await mkdir(new URL('./results/', import.meta.url), { recursive: true });
await writeFile(
  new URL(`./results/ingress-${queues.toLowerCase()}.json`, import.meta.url),
  `${JSON.stringify({ measuredAt: new Date(), machine, queues, repetitions, seconds, rows, flush, memory }, null, 2)}\n`,
);

async function seed(): Promise<string> {
  await using database = connectDatabase(
    { DATABASE_URL: databaseUrl, DATABASE_POOL_SIZE: 2 },
    { applicationName: 'canvass-bench', onError: console.error },
  );
  const workspaceId = newId(WorkspaceId);
  await database.pool.query('insert into workspaces (id, name, backlog_limit) values ($1, $2, $3)', [
    workspaceId,
    'Bench',
    1_000_000_000,
  ]);
  return await inWorkspace(database.pool, workspaceId, async (db) => {
    const id = await createEventSource(db, workspaceId, { name: 'Bench', organizationId: null, objectType: null });
    const source = await findEventSource(db, workspaceId, id);
    if (source === null) throw new Error('the event source was not made');
    return source.token;
  });
}

async function residentMemoryWhilePosting() {
  let mostBytes = 0;
  const timer = setInterval(async () => {
    const metrics = await (await fetch(`${adminUrl}/metrics`)).text();
    mostBytes = Math.max(mostBytes, Number(/^process_resident_memory_bytes (\S+)/m.exec(metrics)?.[1] ?? 0));
  }, 250);
  const nextMessage = messageTemplate(100);
  const load = await postFor(targets.ingress, { connections: 50, seconds: 6, perMessage: 100, nextMessage });
  clearInterval(timer);
  return { connections: 50, mostMegabytes: Math.round(mostBytes / 1024 / 1024), load };
}

function median(loads: readonly Load[]): Load {
  const sorted = loads.toSorted((a, b) => a.notificationsPerSecond - b.notificationsPerSecond);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('nothing was measured');
  return middle;
}

function rounded(load: Load) {
  return {
    'notifications/s': Math.round(load.notificationsPerSecond),
    'messages/s': Math.round(load.messagesPerSecond),
    'p50 ms': Number(load.p50Ms.toFixed(1)),
    'p99 ms': Number(load.p99Ms.toFixed(1)),
  };
}
