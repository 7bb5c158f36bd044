import type { RunFilter, WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';

const mostNames = 1_000;

/** The fields that notifications behind these runs may have, by the catalogues of their event sources. */
export async function findFieldNames(
  db: Queryable,
  workspaceId: WorkspaceId,
  { eventSourceId, workflowId }: Pick<RunFilter, 'eventSourceId' | 'workflowId'>,
): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    `select distinct name from event_source_fields f
      where f.workspace_id = $1 and ($2::uuid is null or f.event_source_id = $2)
        and ($3::uuid is null or f.event_source_id = (select event_source_id from workflows where workspace_id = $1 and id = $3))
      order by name limit $4`,
    [workspaceId, eventSourceId ?? null, workflowId ?? null, mostNames],
  );
  return rows.map(({ name }) => name);
}
