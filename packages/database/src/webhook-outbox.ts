/**
 * The end of a statement that writes down what webhooks are to be told: for each event and each endpoint that wants it a call, in the
 * transaction in which it happened. `events` is a select over what the statement wrote: `type`, `subject_id`, `at`, and
 * `event_id` where the event has an id already. `$1` is the workspace.
 *
 * Part of the same statement, so that a workspace without webhooks pays no round trip: per statement, a look into an empty index.
 */
export function tellWebhooks(events: string): string {
  const eventId = /\bevent_id\b/.test(events) ? 'event_id' : 'fresh_id()';
  return `insert into webhook_calls (id, workspace_id, endpoint_id, event_id, type, subject_id, at)
          select fresh_id(), $1, s.endpoint_id, e.id, e.type, e.subject_id, e.at
            from (select ${eventId} as id, type, subject_id, at from (${events}) as happened
                   where exists (select from webhook_subscriptions
                                  where workspace_id = $1 and event_type = happened.type) offset 0) as e
            join webhook_subscriptions s on s.workspace_id = $1 and s.event_type = e.type`;
}
