import { createTestDatabase, eventually, type TestDatabase } from '@canvass/test-support';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isOnly, mayBeKinSql } from './derived-id.ts';

/**
 * PostgreSQL 18 loses rows, or crashes, when a prepared statement both leaves partitions out by its parameters and chooses
 * among the others row by row, and a row has been changed meanwhile by somebody else, so that it is looked at again.
 */
let database: TestDatabase;
const id = (month: number, place: number) => `0190000${month}-0000-7000-8000-${String(place).padStart(12, '0')}`;
const [lo, hi] = [id(1, 0), id(3, 999)];
/** In turns of two months, so that each row is in another partition than the one before. */
const wanted = Array.from({ length: 60 }, (_, place) => id(1 + (place % 2), place));
const changed = [5, 6, 20, 21, 40].map((place) => wanted[place]);

beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query('create table parted (id uuid primary key, n int not null) partition by range (id)');
  for (const month of [0, 1, 2, 3, 4]) {
    await database.pool.query(
      `create table parted_${month} partition of parted for values from ('${id(month, 0)}') to ('${id(month + 1, 0)}')`,
    );
  }
  await database.pool.query('insert into parted select unnest($1::uuid[]), 0', [wanted]);
  await database.pool.query('analyze parted');
});
afterAll(() => database[Symbol.asyncDispose]());

test.each([
  [
    'locks',
    `select t.n from unnest($1::uuid[]) as w (id)
     cross join lateral (select n from parted where id ${isOnly('w.id')} and id between $2 and $3 for update) as t`,
  ],
  [
    'locks a kin',
    `select t.n from unnest($1::uuid[]) as w (id)
     cross join lateral (select n from parted where id = w.id and ${mayBeKinSql('id', 'w.id')} and $2::uuid < $3::uuid for update) as t`,
  ],
  [
    'updates',
    `update parted p set n = n + 1 from unnest($1::uuid[]) as w (id)
     where p.id ${isOnly('w.id')} and p.id between $2 and $3`,
  ],
])('a prepared statement that %s finds every row, though some were changed while it waited', async (_, text) => {
  const [one, other] = [await database.pool.connect(), await database.pool.connect()];
  try {
    await one.query('set plan_cache_mode = force_generic_plan; set enable_hashjoin = off; set enable_mergejoin = off');
    await other.query('begin');
    await other.query('update parted set n = n + 1 where id = any($1)', [changed]);
    const found = one.query({ text, name: 'under-test', values: [wanted, lo, hi] });
    await eventually(async () => {
      const waiting = `select from pg_stat_activity where datname = current_database() and query = $1 and wait_event_type = 'Lock'`;
      return (await database.pool.query(waiting, [text])).rowCount === 1;
    });
    await other.query('commit');
    expect((await found).rowCount).toBe(wanted.length);
  } finally {
    one.release(true);
    other.release(true);
  }
});
