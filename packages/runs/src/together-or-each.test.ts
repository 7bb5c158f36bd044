import { inWorkspace, markEnqueued, type Pool } from '@canvass/database';
import type { TaskRunId, WorkspaceId } from '@canvass/domain';
import { createLogger } from '@canvass/platform';
import { aRun, aWorkspace, createTestDatabase } from '@canvass/test-support';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { claimTaskRuns } from './claim-task-runs.ts';
import { finishTaskRuns } from './finish-task-runs.ts';
import { outcomeOfFailure } from './outcome-of-failure.ts';
import { togetherOrEach } from './together-or-each.ts';

const log = createLogger('test', 'silent');
let pool: Pool;
let workspaceId: WorkspaceId;
let ids: TaskRunId[];

beforeAll(async () => {
  const database = await createTestDatabase();
  pool = database.pool;
  workspaceId = await aWorkspace(pool);
  return () => database[Symbol.asyncDispose]();
});
beforeEach(async () => {
  ids = [];
  for (let count = 0; count < 3; count += 1) ids.push((await aRun(pool, workspaceId)).taskRunId);
});

/** A minute later the relay makes another job for what is not done. */
async function feed() {
  const { rows } = await pool.query<{ id: TaskRunId }>(
    "select id from task_runs where id = any($1) and status = 'queued' order by id",
    [ids],
  );
  const due = rows.map(({ id }) => id);
  await markEnqueued(pool, 'task_runs', due);
  return due;
}

/** Claims them and lets them go, as the database does for a worker that dies. */
async function claimable(some: readonly TaskRunId[], fedAgain: boolean): Promise<TaskRunId[]> {
  const claimed: TaskRunId[] = [];
  const undo = new Error('undone');
  const claiming = inWorkspace(pool, workspaceId, async (db) => {
    const tasks = await claimTaskRuns(db, workspaceId, some, fedAgain);
    claimed.push(...tasks.map((task) => task.taskRunId));
    throw undo;
  });
  await expect(claiming).rejects.toBe(undo);
  return claimed;
}

/** Work as the services do it: claim, effect and outcome in one transaction, unless `effect` fails. */
function job(
  taskRunIds: readonly TaskRunId[],
  effect: (ids: readonly TaskRunId[]) => Promise<void>,
  lostWorkers = 0,
  through: Pool = pool,
) {
  const finish = (claimed: readonly TaskRunId[], fedAgain: boolean, error?: unknown) =>
    inWorkspace(pool, workspaceId, async (db) => {
      const tasks = await claimTaskRuns(db, workspaceId, claimed, fedAgain);
      const chance = { now: new Date(), random: 0 };
      await finishTaskRuns(
        db,
        workspaceId,
        tasks.map((task) =>
          error === undefined
            ? { taskRunId: task.taskRunId, kind: 'succeeded', output: {} }
            : outcomeOfFailure(task, error, chance),
        ),
      );
      return { taken: tasks.map((task) => task.taskRunId) };
    });
  const work = async (some: readonly TaskRunId[], fedAgain: boolean) => {
    const mine = await claimable(some, fedAgain);
    if (mine.length > 0) await effect(mine);
    return finish(mine, fedAgain);
  };
  return togetherOrEach(
    { pool: through, workspaceId, taskRunIds, lostWorkers },
    { work, giveUp: (id, error) => finish([id], true, error) },
    log,
  );
}

/** A worker that dies when it comes to `poison`: nothing that it does afterwards is seen, not even its failure. */
async function workerThatDiesOf(poison: TaskRunId | undefined, taskRunIds: readonly TaskRunId[], lostWorkers = 0) {
  const died = Promise.withResolvers<'died'>();
  const effect = async (some: readonly TaskRunId[]) => {
    if (!some.some((id) => id === poison)) return;
    died.resolve('died');
    await new Promise<never>(() => {});
  };
  return Promise.race([died.promise, job(taskRunIds, effect, lostWorkers).then(() => 'done' as const)]);
}

const stateOf = async () =>
  (
    await pool.query(
      `select status, error ->> 'code' as code, begun, fed_again from task_runs where id = any($1) order by id`,
      [ids],
    )
  ).rows;

const done = { status: 'succeeded', code: null, begun: 0, fed_again: false };

test('a task that takes down three workers fails, and those that shared its batch are done', async () => {
  const poison = ids[1];
  let deaths = 0;
  expect(await workerThatDiesOf(poison, ids)).toBe('died'); // its first job: nobody suspects anything yet
  await feed();
  while (deaths < 20 && (await workerThatDiesOf(poison, await feed())) === 'died') deaths += 1;
  expect(deaths).toBe(2);
  expect(await stateOf()).toEqual([done, { status: 'failed', code: 'task-crashed', begun: 0, fed_again: false }, done]);
});

test('the same holds when the queue hands the job on without the relay', async () => {
  let lostWorkers = 0;
  while (lostWorkers < 20 && (await workerThatDiesOf(ids[1], ids, lostWorkers)) === 'died') lostWorkers += 1;
  expect(lostWorkers).toBe(3);
  expect(await stateOf()).toEqual([done, { status: 'failed', code: 'task-crashed', begun: 0, fed_again: false }, done]);
});

test('tasks that waited long in a full queue are done together, however often they were fed', async () => {
  for (let minutes = 0; minutes < 30; minutes += 1) await feed();
  const batches: number[] = [];
  await job(ids, async (some) => void batches.push(some.length));
  expect(batches).toEqual([3]);
  expect(await stateOf()).toEqual([done, done, done]);
});

test('a database that goes away in the middle of the work, again and again, makes no task fail', async () => {
  await feed();
  for (let tries = 0; tries < 10; tries += 1) {
    const away = job(await feed(), async () => {
      throw Object.assign(new Error('Connection terminated'), { code: '57P01' });
    });
    await expect(away).rejects.toThrow('Connection terminated');
  }
  await job(ids, async () => {});
  expect(await stateOf()).toEqual([done, done, done]);
});

test('a task that is done with its first job is never marked', async () => {
  await pool.query('update task_runs set enqueued_at = null where id = any($1)', [ids]);
  await feed(); // the relay's first job for it, as for a retry that falls due
  const begun: unknown[] = [];
  await job(ids, async () => void begun.push(...(await stateOf()).map((row) => row.begun)));
  expect(begun).toEqual([0, 0, 0]);
});

const lost = () => Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' });

test('a worker that lives and cannot reach the database for a while after it began takes its mark back', async () => {
  let isAway = false;
  const through: Pool = Object.create(pool, {
    connect: { value: () => (isAway ? Promise.reject(lost()) : pool.connect()) },
  });
  for (let tries = 0; tries < 4; tries += 1) {
    const cutOff = job(
      await feed(),
      async () => {
        isAway = true;
        setTimeout(() => {
          isAway = false;
        }, 300);
        throw lost();
      },
      0,
      through,
    );
    await expect(cutOff).rejects.toThrow('Connection terminated');
  }
  expect((await stateOf()).map(({ begun }) => begun)).toEqual([0, 0, 0]);
  await job(await feed(), async () => {});
  expect(await stateOf()).toEqual([done, done, done]);
});

test('a mark whose commit was not answered for is taken back', async () => {
  let answersLost = 0;
  const through: Pool = Object.create(pool, {
    connect: {
      value: async () => {
        const client = await pool.connect();
        let marks = false;
        return new Proxy(client, {
          get(target, name) {
            const value: unknown = Reflect.get(target, name);
            if (name !== 'query') return typeof value === 'function' ? value.bind(target) : value;
            return async (...args: [string]) => {
              marks ||= args[0].includes('begun = t.begun + 1');
              const result = await target.query(...args);
              if (!marks || args[0] !== 'commit') return result;
              answersLost += 1;
              throw lost();
            };
          },
        });
      },
    },
  });
  for (let tries = 0; tries < 4; tries += 1) {
    await expect(job(await feed(), async () => {}, 0, through)).rejects.toThrow('Connection terminated');
  }
  expect(answersLost).toBe(4);
  expect((await stateOf()).map(({ begun }) => begun)).toEqual([0, 0, 0]);
});

test('a worker that died leaves its mark when others take theirs back', async () => {
  const [first] = ids;
  await feed();
  expect(await workerThatDiesOf(first, ids)).toBe('died');
  const marks = async () => (await stateOf()).map(({ begun }) => begun);
  expect(await marks()).toEqual([1, 1, 1]);
  await expect(
    job(await feed(), async () => {
      throw lost();
    }),
  ).rejects.toThrow('Connection terminated');
  expect(await marks()).toEqual([1, 1, 1]);
});
