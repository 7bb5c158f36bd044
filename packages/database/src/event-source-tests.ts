import { createHash, randomBytes } from 'node:crypto';
import {
  type EventSourceId,
  EventSourceTestId,
  type MessageId,
  type NotificationId,
  type WorkspaceId,
} from '@canvass/domain';
import type { Queryable } from './connection.ts';
import type { EventSourceTarget } from './event-source-lookup.ts';
import { newId } from './new-id.ts';

/** The header in which a test message carries its ticket. */
export const testTicketHeader = 'canvass-test-ticket';

export type TestOutcome = 'accepted' | 'rejected' | 'put-off' | 'unreachable';

/** A test message as whoever sent it sees it. */
export interface EventSourceTest {
  id: EventSourceTestId;
  sentAt: Date;
  /** Null = not known yet. */
  outcome: TestOutcome | null;
  reason: string | null;
  detail: string | null;
  notificationId: NotificationId | null;
}

/** How a test message ended. */
export interface TestEnd {
  readonly outcome: TestOutcome;
  readonly messageId?: MessageId | null;
  readonly reason?: string;
  readonly detail?: string;
}

const mostKept = 100;
const ticketSeconds = 60;
const hashOf = (ticket: string) => createHash('sha256').update(ticket).digest('hex');

/** Makes a test and its ticket, which is good once. Of each event source the newest hundred tests are kept. */
export async function addEventSourceTest(
  db: Queryable,
  workspaceId: WorkspaceId,
  eventSourceId: EventSourceId,
): Promise<{ id: EventSourceTestId; ticket: string }> {
  const id = newId(EventSourceTestId);
  const ticket = randomBytes(32).toString('base64url');
  await db.query(
    `with forgotten as (
       delete from event_source_tests
        where workspace_id = $2 and id in (select id from event_source_tests where workspace_id = $2 and event_source_id = $3
                                            order by id desc offset $5))
     insert into event_source_tests (id, workspace_id, event_source_id, ticket_hash) values ($1, $2, $3, $4)`,
    [id, workspaceId, eventSourceId, hashOf(ticket), mostKept - 1],
  );
  return { id, ticket };
}

/** Uses a ticket up; null = it is none of this event source, was used before, or is too old. */
export async function claimTestTicket(
  db: Queryable,
  { workspaceId, id }: Pick<EventSourceTarget, 'workspaceId' | 'id'>,
  ticket: string,
): Promise<EventSourceTestId | null> {
  const { rows } = await db.query<{ id: EventSourceTestId }>(
    `update event_source_tests set claimed_at = now()
      where workspace_id = $1 and event_source_id = $2 and ticket_hash = $3 and claimed_at is null
        and sent_at > now() - $4 * interval '1 second'
     returning id`,
    [workspaceId, id, hashOf(ticket), ticketSeconds],
  );
  return rows[0]?.id ?? null;
}

/** The first end that is told holds: what the ingress saw is not overwritten by what its caller saw of it. */
export async function endEventSourceTest(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: EventSourceTestId,
  { outcome, messageId, reason, detail }: TestEnd,
): Promise<void> {
  await db.query(
    `update event_source_tests set outcome = $3, message_id = $4, reason = $5, detail = $6
      where workspace_id = $1 and id = $2 and outcome is null`,
    [workspaceId, id, outcome, messageId ?? null, reason ?? null, detail ?? null],
  );
}

const select = `
  select t.id, t.sent_at as "sentAt", t.outcome, t.reason, t.detail,
         (select n.id from notifications n where n.workspace_id = t.workspace_id and n.message_id = t.message_id limit 1)
           as "notificationId"
    from event_source_tests t`;

export async function findEventSourceTest(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: EventSourceTestId,
): Promise<EventSourceTest | null> {
  const { rows } = await db.query<EventSourceTest>(`${select} where t.workspace_id = $1 and t.id = $2`, [
    workspaceId,
    id,
  ]);
  return rows[0] ?? null;
}

/** The newest first. */
export async function listEventSourceTests(
  db: Queryable,
  workspaceId: WorkspaceId,
  eventSourceId: EventSourceId,
  limit: number,
): Promise<EventSourceTest[]> {
  const { rows } = await db.query<EventSourceTest>(
    `${select} where t.workspace_id = $1 and t.event_source_id = $2 order by t.id desc limit $3`,
    [workspaceId, eventSourceId, limit],
  );
  return rows;
}
