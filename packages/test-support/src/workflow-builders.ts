import { derivedId, newId, type Queryable } from '@canvass/database';
import {
  EventSourceId,
  MessageId,
  NotificationId,
  RevisionId,
  RunId,
  type Step,
  TaskRunId,
  WorkflowDefinition,
  WorkflowId,
  type WorkspaceId,
} from '@canvass/domain';
import { v7 } from 'uuid';

export const aTraceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

/** An active event source for cases, with its catalogue. */
export async function anEventSource(
  db: Queryable,
  workspaceId: WorkspaceId,
  fields: Record<string, string> = { CaseNumber: 'text', IsClosed: 'boolean', Priority: 'text' },
): Promise<EventSourceId> {
  const id = newId(EventSourceId);
  await db.query(
    `insert into event_sources (id, workspace_id, name, organization_id, object_type, status)
     values ($1, $2, 'Case closed', '00D000000000001EAA', 'Case', 'active')`,
    [id, workspaceId],
  );
  await db.query(
    `insert into event_source_fields (event_source_id, workspace_id, name, type)
     select $1, $2, name, type from unnest($3::text[], $4::text[]) as f (name, type)`,
    [id, workspaceId, Object.keys(fields), Object.values(fields)],
  );
  return id;
}

/** A contact task that needs nothing but its id. */
export function aContactTask(id: string, onFailure: 'stop' | 'continue' = 'stop') {
  return {
    id,
    type: 'contact',
    matchBy: ['externalReference'],
    contact: { externalReference: '{{ event.CaseNumber }}' },
    onFailure,
  } as const;
}

/** A workflow with one revision, on since an hour ago unless told otherwise. */
export async function aWorkflow(
  db: Queryable,
  workspaceId: WorkspaceId,
  eventSourceId: EventSourceId,
  values: { steps?: readonly unknown[]; conditions?: unknown; on?: boolean; since?: Date } = {},
): Promise<{ workflowId: WorkflowId; revisionId: RevisionId; steps: Step[] }> {
  const [workflowId, revisionId] = [newId(WorkflowId), newId(RevisionId)];
  const since = values.since ?? new Date(Date.now() - 3_600_000);
  const on = values.on ?? true;
  const definition = WorkflowDefinition.parse({
    conditions: values.conditions ?? null,
    steps: values.steps ?? [aContactTask('person')],
  });
  await db.query(
    `insert into workflows (id, workspace_id, event_source_id, name, status, current_revision, created_at)
     values ($1, $2, $3, 'After a case', $4, 1, $5)`,
    [workflowId, workspaceId, eventSourceId, on ? 'on' : 'off', since],
  );
  await db.query(
    `insert into workflow_revisions (id, workspace_id, workflow_id, revision, definition, created_by, created_at)
     values ($1, $2, $3, 1, $4, 'test', $5)`,
    [revisionId, workspaceId, workflowId, JSON.stringify(definition), since],
  );
  if (on) {
    await db.query(
      'insert into workflow_active_periods (id, workspace_id, workflow_id, from_at) values ($1, $2, $3, $4)',
      [v7(), workspaceId, workflowId, since],
    );
  }
  return { workflowId, revisionId, steps: definition.steps };
}

/** A stored, unresolved message; `fields` holds one notification each. */
export async function aMessage(
  db: Queryable,
  workspaceId: WorkspaceId,
  eventSourceId: EventSourceId,
  values: {
    fields?: readonly Record<string, string | null>[];
    problem?: string;
    receivedAt?: Date;
    enqueuedAt?: Date | null;
  } = {},
): Promise<{ messageId: MessageId; notificationIds: NotificationId[] }> {
  const messageId = newId(MessageId);
  const fields = values.fields ?? [{ CaseNumber: '00001001', IsClosed: 'true' }];
  const notificationIds = fields.map(() => newId(NotificationId));
  const receivedAt = values.receivedAt ?? new Date();
  await db.query(
    `insert into messages (id, workspace_id, event_source_id, notification_count, received_at, traceparent, due_at, enqueued_at)
     values ($1, $2, $3, $4, $5, $6, $5, $7)`,
    [messageId, workspaceId, eventSourceId, fields.length, receivedAt, aTraceparent, values.enqueuedAt ?? null],
  );
  await db.query(
    `insert into notifications (id, workspace_id, event_source_id, message_id, salesforce_id, record_id,
                                object_type, fields, problem, received_at)
     select id, $1, $2, $3, id::text, '500000000000001AAA', 'Case', fields, $4, $5
       from unnest($6::uuid[], $7::jsonb[]) as n (id, fields)`,
    [
      workspaceId,
      eventSourceId,
      messageId,
      values.problem ?? null,
      receivedAt,
      notificationIds,
      fields.map((each) => JSON.stringify(each)),
    ],
  );
  return { messageId, notificationIds };
}

/** A run whose first task is queued, as the workflow engine leaves it. */
export async function aRun(
  db: Queryable,
  workspaceId: WorkspaceId,
  values: { steps?: readonly unknown[]; fields?: Record<string, string | null> } = {},
): Promise<{ runId: RunId; taskRunId: TaskRunId; notificationId: NotificationId; workflowId: WorkflowId }> {
  const eventSourceId = await anEventSource(db, workspaceId);
  const { workflowId, revisionId, steps } = await aWorkflow(db, workspaceId, eventSourceId, values);
  const { messageId, notificationIds } = await aMessage(db, workspaceId, eventSourceId, {
    ...(values.fields ? { fields: [values.fields] } : {}),
  });
  const [notificationId] = notificationIds;
  const [step] = steps;
  if (notificationId === undefined || step === undefined) throw new Error('a run needs a notification and a step');
  const runId = derivedId(RunId, notificationId, workflowId);
  const taskRunId = derivedId(TaskRunId, runId, step.id);
  await db.query(
    `insert into runs (id, workspace_id, workflow_id, revision_id, notification_id, message_id, record_id, status,
                       received_at, trace_id, traceparent)
     values ($1, $2, $3, $4, $5, $6, '500000000000001AAA', 'queued', now(), $7, $8)`,
    [runId, workspaceId, workflowId, revisionId, notificationId, messageId, aTraceparent.slice(3, 35), aTraceparent],
  );
  await db.query(
    `insert into task_runs (id, workspace_id, run_id, step_id, type, position, status, enqueued_at)
     values ($1, $2, $3, $4, $5, 0, 'queued', now())`,
    [taskRunId, workspaceId, runId, step.id, step.type],
  );
  return { runId, taskRunId, notificationId, workflowId };
}
