import type { EventSourceId, FieldType, RevisionId, WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';

/** Definitions as stored, by revision. */
export async function findRevisionDefinitions(
  db: Queryable,
  workspaceId: WorkspaceId,
  ids: readonly RevisionId[],
): Promise<Map<RevisionId, unknown>> {
  const { rows } = await db.query<{ id: RevisionId; definition: unknown }>(
    'select id, definition from workflow_revisions where workspace_id = $1 and id = any($2::uuid[])',
    [workspaceId, ids],
  );
  return new Map(rows.map(({ id, definition }) => [id, definition]));
}

/** The field catalogues of event sources. */
export async function findFieldTypes(
  db: Queryable,
  workspaceId: WorkspaceId,
  ids: readonly EventSourceId[],
): Promise<Map<EventSourceId, Map<string, FieldType>>> {
  const { rows } = await db.query<{ eventSourceId: EventSourceId; name: string; type: FieldType }>(
    `select event_source_id as "eventSourceId", name, type from event_source_fields
      where workspace_id = $1 and event_source_id = any($2::uuid[])`,
    [workspaceId, ids],
  );
  const catalogues = new Map(ids.map((id) => [id, new Map<string, FieldType>()]));
  for (const { eventSourceId, name, type } of rows) catalogues.get(eventSourceId)?.set(name, type);
  return catalogues;
}
