import type { EventSourceStatus, SurveyStatus, WorkflowStatus, WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';

/** What people made and gave a name to. */
export type NamedThing =
  | { kind: 'workflow'; id: string; name: string; status: WorkflowStatus }
  | { kind: 'survey'; id: string; name: string; status: SurveyStatus }
  | { kind: 'event-source'; id: string; name: string; status: EventSourceStatus }
  | { kind: 'mailing-list'; id: string; name: string; status: null };

/** Of each kind, the newest so many are looked through: names are found by any part, which no index answers here. */
const lookedThrough = 2_000;

/** Things whose name holds this text, those that begin with it first; or the thing with this id. A few of each kind. */
export async function findNamedThings(
  db: Queryable,
  workspaceId: WorkspaceId,
  wanted: { text: string; id: string | null; hiddenWorkflows: readonly string[]; limit: number },
): Promise<NamedThing[]> {
  const of = (kind: NamedThing['kind'], table: string, status: string, more = '') => `
    (select '${kind}' as kind, id, name, status
       from (select id, name, ${status} as status from ${table}
              where workspace_id = $1 ${more} order by id desc limit ${lookedThrough}) as newest
      where id = $3 or position(lower($2) in lower(name)) > 0
      order by position(lower($2) in lower(name)), name limit $4)`;
  const { rows } = await db.query<NamedThing>(
    `select * from (${[
      of('workflow', 'workflows', 'status', 'and id <> all($5::uuid[])'),
      of('survey', 'surveys', 'status'),
      of('event-source', 'event_sources', 'status'),
      of('mailing-list', 'mailing_lists', 'null::text'),
    ].join(' union all ')}) as found`,
    [workspaceId, wanted.text, wanted.id, wanted.limit, wanted.hiddenWorkflows],
  );
  return rows;
}
