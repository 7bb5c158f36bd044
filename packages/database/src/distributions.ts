import { type Channel, DistributionId, type SurveyId, type WorkflowId, type WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { newId } from './new-id.ts';

/** What a distribution is about: one survey step of one workflow. */
export interface DistributionKey {
  workflowId: WorkflowId;
  stepId: string;
  surveyId: SurveyId;
  channel: Channel;
}

/** The invite distribution of each key, made where it is missing; in the order of `wanted`. */
export async function getOrCreateDistributions(
  db: Queryable,
  workspaceId: WorkspaceId,
  wanted: readonly (DistributionKey & { name: string })[],
): Promise<DistributionId[]> {
  const byKey = new Map(wanted.map((each) => [keyOf(each), each]));
  const known = await findDistributions(db, workspaceId, [...byKey.values()]);
  const missing = [...byKey].filter(([key]) => !known.has(key)).map(([, each]) => each);
  if (missing.length > 0) {
    await insertDistributions(db, workspaceId, missing);
    for (const [key, id] of await findDistributions(db, workspaceId, missing)) known.set(key, id);
  }
  return wanted.map((each) => {
    const id = known.get(keyOf(each));
    if (id === undefined) throw new Error(`distribution of step ${each.stepId} was neither found nor made`);
    return id;
  });
}

function keyOf(key: DistributionKey): string {
  return [key.workflowId, key.stepId, key.surveyId, key.channel].join(' ');
}

async function findDistributions(
  db: Queryable,
  workspaceId: WorkspaceId,
  keys: readonly DistributionKey[],
): Promise<Map<string, DistributionId>> {
  const { rows } = await db.query<DistributionKey & { id: string }>(
    `select d.id, d.workflow_id as "workflowId", d.step_id as "stepId", d.survey_id as "surveyId", d.channel
       from distributions d
       join unnest($2::uuid[], $3::text[], $4::uuid[], $5::text[]) as k (workflow_id, step_id, survey_id, channel)
      using (workflow_id, step_id, survey_id, channel)
      where d.workspace_id = $1 and d.kind = 'invite'`,
    [workspaceId, ...columnsOf(keys)],
  );
  return new Map(rows.map((row) => [keyOf(row), DistributionId.parse(row.id)]));
}

async function insertDistributions(
  db: Queryable,
  workspaceId: WorkspaceId,
  missing: readonly (DistributionKey & { name: string })[],
): Promise<void> {
  await db.query(
    `insert into distributions (workspace_id, workflow_id, step_id, survey_id, channel, name, id)
     select $1, k.* from unnest($2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::uuid[]) as k
         on conflict (workflow_id, step_id, survey_id, channel, kind) do nothing`,
    [workspaceId, ...columnsOf(missing), missing.map((each) => each.name), missing.map(() => newId(DistributionId))],
  );
}

function columnsOf(keys: readonly DistributionKey[]) {
  return [
    keys.map((key) => key.workflowId),
    keys.map((key) => key.stepId),
    keys.map((key) => key.surveyId),
    keys.map((key) => key.channel),
  ];
}
