import type { EventSourceId, FieldType, WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';

/** What one field of an event source was seen to hold; null type and example = only nil so far. */
export interface LearnedField {
  readonly name: string;
  readonly type: FieldType | null;
  readonly example: string | null;
}

/** What happened at an event source since the last time it was recorded. */
export interface EventSourceActivity {
  readonly workspaceId: WorkspaceId;
  readonly eventSourceId: EventSourceId;
  readonly duplicates: number;
  readonly lastMessageAt: Date;
  readonly fields: readonly LearnedField[];
}

/** Names that are learned per event source: more is no catalogue, but somebody playing with the URL. */
const maxFields = 1000;

/** Adds up what happened at event sources; within the transaction of `db`. */
export async function recordEventSourceActivity(
  db: Queryable,
  activities: readonly EventSourceActivity[],
): Promise<void> {
  await db.query(
    `with activity as (
       select * from json_to_recordset($1::json)
           as a (workspace_id uuid, event_source_id uuid, duplicates bigint, last_message_at timestamptz)
     ), locked as (
       select id from event_sources
        where (workspace_id, id) in (select workspace_id, event_source_id from activity) order by id for update
     )
     update event_sources s
        set duplicate_count = s.duplicate_count + a.duplicates,
            first_message_at = coalesce(s.first_message_at, a.last_message_at),
            last_message_at = greatest(s.last_message_at, a.last_message_at)
       from activity a join locked l on l.id = a.event_source_id
      where s.workspace_id = a.workspace_id and s.id = a.event_source_id`,
    [
      JSON.stringify(
        activities.map((activity) => ({
          workspace_id: activity.workspaceId,
          event_source_id: activity.eventSourceId,
          duplicates: activity.duplicates,
          last_message_at: activity.lastMessageAt,
        })),
      ),
    ],
  );
  const fields = activities.flatMap(({ workspaceId, eventSourceId, lastMessageAt, fields }) =>
    fields.map((field) => ({
      workspace_id: workspaceId,
      event_source_id: eventSourceId,
      seen_at: lastMessageAt,
      ...field,
    })),
  );
  if (fields.length > 0) await learnFields(db, fields);
}

/** A guessed type holds as long as all values agree with it; then the field is text. A type that was said stays. */
async function learnFields(db: Queryable, fields: readonly object[]): Promise<void> {
  await db.query(
    `with given as (
       select * from json_to_recordset($1::json)
           as g (workspace_id uuid, event_source_id uuid, name text, type text, example text, seen_at timestamptz)
     ), known as (
       select event_source_id, count(*) as names from event_source_fields
        where (workspace_id, event_source_id) in (select workspace_id, event_source_id from given) group by event_source_id
     )
     insert into event_source_fields as f (event_source_id, workspace_id, name, type, type_learned, example,
                                           first_seen_at, last_seen_at)
     select g.event_source_id, g.workspace_id, g.name, coalesce(g.type, 'text'), true, g.example, g.seen_at, g.seen_at
       from given g
       left join known k on k.event_source_id = g.event_source_id
       left join event_source_fields e on e.event_source_id = g.event_source_id and e.name = g.name
      where e.name is not null or coalesce(k.names, 0) < $2
      order by g.event_source_id, g.name
         on conflict (event_source_id, name) do update
            set type = case
                  when not f.type_learned or excluded.example is null or f.type = excluded.type then f.type
                  when f.example is null then excluded.type
                  else 'text'
                end,
                example = coalesce(excluded.example, f.example),
                first_seen_at = coalesce(f.first_seen_at, excluded.first_seen_at),
                last_seen_at = greatest(f.last_seen_at, excluded.last_seen_at)`,
    [JSON.stringify(fields), maxFields],
  );
}
