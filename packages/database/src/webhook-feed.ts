import { failuresToOpen, type WebhookCallId } from '@canvass/domain';
import type { Queryable } from './connection.ts';
import type { DueRow, FeedLimits } from './relay-feed.ts';

/** Jobs of one endpoint under way at most, in calls: a slow one holds only so many of the workers' slots. */
const callsUnderWay = 100;

/**
 * Due calls over all workspaces, in turns of workspaces by their weight, each endpoint's oldest first. Endpoints that are disabled or
 * left alone are passed over whatever waits for them, so a dead one holds nobody up; one that is to be tried out gets a
 * single call. Endpoints for which nothing waits cost nothing: the index is skipped through.
 */
const dueCalls = (() => {
  const next = (queued: string, after: string) =>
    `select endpoint_id from webhook_calls where status = 'pending' and ${queued} ${after} order by endpoint_id limit 1`;
  const busy = (name: string, queued: string) => `
    ${name} (id) as (
      (${next(queued, '')})
      union all
      select (${next(queued, `and endpoint_id > ${name}.id`)}) from ${name} where ${name}.id is not null
    )`;
  const rows = (queued: string, order: string) =>
    `(select c.id, c.due_at from webhook_calls c
       where c.endpoint_id = e.id and c.status = 'pending' and ${queued} and c.due_at <= now()
       order by c.${order} limit e.most)`;
  return `
    with recursive ${busy('unqueued', 'enqueued_at is null')}, ${busy('queued', 'enqueued_at is not null')},
    callable as (
      select id, workspace_id,
             case when failures >= $4 then 1 - least(1, under_way) else least($3, $5 - under_way) end as most
        from (select e.id, e.workspace_id, e.failures,
                     (select count(*) from (
                        select from webhook_calls c
                         where c.endpoint_id = e.id and c.status = 'pending'
                           and c.enqueued_at >= now() - $2 * interval '1 ms' limit $5) as queued_calls) as under_way
                from webhook_endpoints e
               where e.id in (select id from unqueued union select id from queued)
                 and e.status = 'enabled' and e.open_until <= now()) as e
    )
    select id, "workspaceId", size from (
      select d.id, w.id as "workspaceId", d.due_at, 1 as size,
             row_number() over (partition by w.id order by d.place, d.due_at, d.id)::float / w.weight as turn
        from callable e
        join workspaces w on w.id = e.workspace_id
       cross join lateral (
         select id, due_at, row_number() over (order by due_at, id) as place from (
           ${rows('c.enqueued_at is null', 'due_at')}
           union all
           ${rows("c.enqueued_at < now() - $2 * interval '1 ms'", 'enqueued_at')}
         ) as of_endpoint order by due_at limit e.most
       ) d
    ) as due
    order by turn, due_at limit $1`;
})();

export async function findDueWebhookCalls(
  db: Queryable,
  { rows, overdueAfterMs }: FeedLimits,
): Promise<DueRow<WebhookCallId>[]> {
  const values = [rows, overdueAfterMs, callsUnderWay, failuresToOpen, callsUnderWay];
  return (await db.query<DueRow<WebhookCallId>>({ name: 'due-webhook-calls', text: dueCalls, values })).rows;
}
