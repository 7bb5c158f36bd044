import pg, { type QueryConfig } from 'pg';
import { z } from 'zod';
import type { Queryable } from '../connection.ts';
import { ChoosingNode, choosingFields, findBrokenChoices } from './broken-choices.ts';

const PlanNode: z.ZodType<PlanNode> = z.lazy(() =>
  z.object({
    ...choosingFields,
    'Actual Loops': z.number(),
    'Actual Rows': z.number(),
    'Rows Removed by Filter': z.number().optional(),
    'Shared Hit Blocks': z.number(),
    'Shared Read Blocks': z.number(),
    Plans: z.array(PlanNode).optional(),
  }),
);
interface PlanNode extends ChoosingNode {
  'Actual Loops': number;
  'Actual Rows': number;
  'Rows Removed by Filter'?: number | undefined;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  Plans?: PlanNode[] | undefined;
}
const Explained = z.tuple([z.object({ Plan: PlanNode })]);
const Chosen = z.tuple([z.object({ Plan: ChoosingNode })]);

export interface ExplainedStatement {
  readonly sql: string;
  /** `generic` = planned once for all values, as PostgreSQL may do with a named statement. */
  readonly plan: 'custom' | 'generic';
  readonly buffers: number;
  /** Tables of which more than 1,000 rows were read one after the other. */
  readonly scanned: string[];
  /** Tables of which rows may be lost while others change them (`findBrokenChoices`). */
  readonly broken: string[];
}

const mostScanned = 1_000;
const explain = 'explain (analyze, buffers, timing off, format json)';
/** Leaves the planner the joins in which partitions can be chosen row by row: with other statistics it would take them. */
const rowByRow = 'set local enable_hashjoin = off; set local enable_mergejoin = off; set local enable_material = off';
const asEver = 'set local enable_hashjoin = on; set local enable_mergejoin = on; set local enable_material = on';

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}

function summarise(plan: PlanNode): Pick<ExplainedStatement, 'buffers' | 'scanned' | 'broken'> {
  const scanned = nodesOf(plan).filter(
    (node) =>
      node['Node Type'] === 'Seq Scan' &&
      node['Actual Loops'] * (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) > mostScanned,
  );
  return {
    buffers: plan['Shared Hit Blocks'] + plan['Shared Read Blocks'],
    scanned: scanned.map((node) => node['Relation Name'] ?? '?'),
    broken: findBrokenChoices(plan),
  };
}

/**
 * Explains, within the transaction of `client`, each statement that it is sent, and then runs it. With its generic plan, too,
 * if it is named (PostgreSQL chooses between that and a plan for the values as it likes) or `workers` transactions send it.
 */
export function explainEach(client: Queryable, seen: ExplainedStatement[], workers: boolean): Queryable {
  async function explained(how: string, values?: unknown[]): Promise<PlanNode> {
    await client.query('savepoint explained');
    const { rows } = await client.query(`${explain} ${how}`, values);
    await client.query('rollback to savepoint explained');
    return Explained.parse(rows[0]['QUERY PLAN'])[0].Plan;
  }
  async function query(statement: string | QueryConfig, values?: unknown[]) {
    const sql = typeof statement === 'string' ? statement : statement.text;
    const given = typeof statement === 'string' ? values : statement.values;
    if (/^\s*(with|select|insert|update|delete)\b/i.test(sql)) {
      seen.push({ sql, plan: 'custom', ...summarise(await explained(sql, given)) });
      if (workers || (typeof statement !== 'string' && statement.name !== undefined)) {
        await client.query(`set local plan_cache_mode = force_generic_plan; prepare explained as ${sql}`);
        const call = `execute explained(${(given ?? []).map(toLiteral).join(', ')})`;
        const plan = await explained(call);
        await client.query(`${rowByRow}; discard plans`);
        const { rows } = await client.query(`explain (format json) ${call}`);
        await client.query(`${asEver}; deallocate explained; set local plan_cache_mode = auto`);
        const broken = new Set([plan, Chosen.parse(rows[0]['QUERY PLAN'])[0].Plan].flatMap(findBrokenChoices));
        seen.push({ sql, plan: 'generic', ...summarise(plan), broken: [...broken] });
      }
    }
    return client.query(sql, given);
  }
  return new Proxy(client, { get: (target, key) => (key === 'query' ? query : Reflect.get(target, key)) });
}

function toLiteral(value: unknown): string {
  return value === null || value === undefined ? 'null' : pg.escapeLiteral(toText(value));
}

/** As PostgreSQL reads it, whatever its type. */
function toText(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (!Array.isArray(value)) return typeof value === 'object' ? JSON.stringify(value) : String(value);
  const items = value.map((item) => (item === null ? 'null' : JSON.stringify(toText(item))));
  return `{${items.join(',')}}`;
}
