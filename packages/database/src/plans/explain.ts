import type { QueryConfig } from 'pg';
import { z } from 'zod';
import type { Queryable } from '../connection.ts';

const PlanNode: z.ZodType<PlanNode> = z.lazy(() =>
  z.object({
    'Node Type': z.string(),
    'Relation Name': z.string().optional(),
    'Actual Loops': z.number(),
    'Actual Rows': z.number(),
    'Rows Removed by Filter': z.number().optional(),
    'Shared Hit Blocks': z.number(),
    'Shared Read Blocks': z.number(),
    Plans: z.array(PlanNode).optional(),
  }),
);
interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string | undefined;
  'Actual Loops': number;
  'Actual Rows': number;
  'Rows Removed by Filter'?: number | undefined;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  Plans?: PlanNode[] | undefined;
}
const Explained = z.tuple([z.object({ Plan: PlanNode })]);

export interface ExplainedStatement {
  readonly sql: string;
  readonly buffers: number;
  /** Tables of which more than 1,000 rows were read one after the other. */
  readonly scanned: string[];
}

const mostScanned = 1_000;

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}

function summarise(sql: string, plan: PlanNode): ExplainedStatement {
  const scanned = nodesOf(plan).filter(
    (node) =>
      node['Node Type'] === 'Seq Scan' &&
      node['Actual Loops'] * (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) > mostScanned,
  );
  return {
    sql,
    buffers: plan['Shared Hit Blocks'] + plan['Shared Read Blocks'],
    scanned: scanned.map((node) => node['Relation Name'] ?? '?'),
  };
}

/** Explains, within the transaction of `client`, each statement that it is sent, and then runs it. */
export function explainEach(client: Queryable, seen: ExplainedStatement[]): Queryable {
  async function query(statement: string | QueryConfig, values?: unknown[]) {
    const sql = typeof statement === 'string' ? statement : statement.text;
    const given = typeof statement === 'string' ? values : statement.values;
    if (/^\s*(with|select|insert|update|delete)\b/i.test(sql)) {
      await client.query('savepoint explained');
      const { rows } = await client.query(`explain (analyze, buffers, timing off, format json) ${sql}`, given);
      await client.query('rollback to savepoint explained');
      const [{ Plan }] = Explained.parse(rows[0]['QUERY PLAN']);
      seen.push(summarise(sql, Plan));
    }
    return client.query(sql, given);
  }
  return new Proxy(client, { get: (target, key) => (key === 'query' ? query : Reflect.get(target, key)) });
}
