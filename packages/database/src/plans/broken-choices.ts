import { z } from 'zod';

/** What `explain (format json)` says of a node, as far as it tells how partitions are chosen. */
export interface ChoosingNode {
  'Node Type': string;
  Operation?: string | undefined;
  'Parent Relationship'?: string | undefined;
  'Relation Name'?: string | undefined;
  'Index Cond'?: string | undefined;
  'Recheck Cond'?: string | undefined;
  Filter?: string | undefined;
  Plans?: ChoosingNode[] | undefined;
}
export const choosingFields = {
  'Node Type': z.string(),
  Operation: z.string().optional(),
  'Parent Relationship': z.string().optional(),
  'Relation Name': z.string().optional(),
  'Index Cond': z.string().optional(),
  'Recheck Cond': z.string().optional(),
  Filter: z.string().optional(),
};

export const ChoosingNode: z.ZodType<ChoosingNode> = z.lazy(() =>
  z.object({ ...choosingFields, Plans: z.array(ChoosingNode).optional() }),
);

interface Choice {
  /** A partition of the table. */
  table: string;
  /** Left out when execution begins, by the statement's parameters. */
  byParameters: boolean;
  /** Chosen among the rest for each row of a join, or for the value of a sub-select. */
  rowByRow: boolean;
  beneathLock: boolean;
  beneathChange: boolean;
  inSubselect: boolean;
}

const comparison = /\bid (?:=|<|>|<=|>=) (\S+)/g;
const parameter = /^\(*\$\d/;
const constant = /^\(*'/;

/**
 * The partitioned tables of which PostgreSQL 18 (18.4 still) may lose rows by this plan, or crash, when it looks again at one
 * that somebody has just changed (docs/decisions/0006):
 *
 * - beneath a lock, and in the sub-selects of a statement that locks, no partition may be chosen row by row,
 * - beneath an update or delete, and in the sub-selects of one, none may if others are left out by parameters.
 */
export function findBrokenChoices(plan: ChoosingNode): string[] {
  const choices: Choice[] = [];
  const statement = { locks: false, changes: false };
  collect(plan, { beneathLock: false, beneathChange: false, inSubselect: false }, null, choices, statement);
  return choices
    .filter(
      (choice) =>
        choice.rowByRow &&
        (choice.beneathLock ||
          (choice.inSubselect && statement.locks) ||
          (choice.byParameters && (choice.beneathChange || (choice.inSubselect && statement.changes)))),
    )
    .map(({ table }) => table);
}

function collect(
  node: ChoosingNode,
  place: Pick<Choice, 'beneathLock' | 'beneathChange' | 'inSubselect'>,
  choice: Choice | null,
  choices: Choice[],
  statement: { locks: boolean; changes: boolean },
): void {
  const here = { ...place };
  if (node['Parent Relationship'] === 'SubPlan' || node['Parent Relationship'] === 'InitPlan') here.inSubselect = true;
  if (node['Node Type'] === 'LockRows') here.beneathLock = statement.locks = true;
  if (node['Node Type'] === 'ModifyTable' && node.Operation !== 'Insert') here.beneathChange = statement.changes = true;
  let within = choice;
  if (node['Node Type'] === 'Append' || node['Node Type'] === 'Merge Append') {
    within = { ...here, table: '', byParameters: false, rowByRow: false };
    choices.push(within);
  }
  if (within !== null) {
    within.table ||= node['Relation Name'] ?? '';
    for (const condition of [node['Index Cond'], node['Recheck Cond'], node.Filter]) {
      for (const [, value = ''] of condition?.matchAll(comparison) ?? []) {
        if (parameter.test(value)) within.byParameters = true;
        else if (!constant.test(value) && !/^(ANY|ALL)\b/.test(value)) within.rowByRow = true;
      }
      if (/\bid = ANY \(\$\d/.test(condition ?? '')) within.byParameters = true;
    }
  }
  for (const below of node.Plans ?? []) collect(below, here, within, choices, statement);
}
