import type { EventSourceId, SurveyId, WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';

/** The event sources of this name; the objects that they are pinned to tell them apart. */
export async function findEventSourcesNamed(
  db: Queryable,
  workspaceId: WorkspaceId,
  name: string,
): Promise<{ id: EventSourceId; objectType: string | null }[]> {
  const { rows } = await db.query<{ id: EventSourceId; objectType: string | null }>(
    'select id, object_type as "objectType" from event_sources where workspace_id = $1 and name = $2 order by id limit 50',
    [workspaceId, name],
  );
  return rows;
}

/** The surveys of each of these names. */
export async function findSurveysNamed(
  db: Queryable,
  workspaceId: WorkspaceId,
  names: readonly string[],
): Promise<Map<string, SurveyId[]>> {
  const { rows } = await db.query<{ id: SurveyId; name: string }>(
    'select id, name from surveys where workspace_id = $1 and name = any($2::text[]) order by id limit 500',
    [workspaceId, names],
  );
  const byName = Map.groupBy(rows, ({ name }) => name);
  return new Map([...byName].map(([name, surveys]) => [name, surveys.map(({ id }) => id)]));
}
