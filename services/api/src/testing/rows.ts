import { derivedId, newId, type Queryable } from '@canvass/database';
import {
  ContactId,
  DeliveryId,
  type DeliveryStatus,
  DistributionId,
  EventSourceId,
  InvitationId,
  MessageId,
  NotificationId,
  ResponseId,
  RevisionId,
  RunId,
  type RunStatus,
  SurveyId,
  TaskRunId,
  WorkflowId,
  type WorkspaceId,
} from '@canvass/domain';
import { v7 } from 'uuid';

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

export interface StoredWorkflow {
  eventSourceId: EventSourceId;
  workflowId: WorkflowId;
  revisionId: RevisionId;
  surveyId: SurveyId;
  distributionId: DistributionId;
}

/** Rows as the engine and the workers leave them, for what the API only reads. */
export async function aWorkflow(db: Queryable, workspaceId: WorkspaceId): Promise<StoredWorkflow> {
  const ids = {
    eventSourceId: newId(EventSourceId),
    workflowId: newId(WorkflowId),
    revisionId: newId(RevisionId),
    surveyId: newId(SurveyId),
    distributionId: newId(DistributionId),
  };
  const definition = {
    conditions: null,
    timeZone: 'UTC',
    steps: [
      {
        id: 'contact',
        type: 'contact',
        name: 'Update the contact',
        onFailure: 'stop',
        matchBy: ['email'],
        contact: { email: '{{ event.ContactEmail }}' },
        embeddedData: {},
      },
      {
        id: 'email',
        type: 'email-survey',
        onFailure: 'stop',
        surveyId: ids.surveyId,
        contactStep: 'contact',
        linkExpiresAfterDays: 60,
        from: { email: 'feedback@acme.example' },
        subject: 'How did we do?',
        message: '{{ survey.link }}',
      },
    ],
  };
  await db.query(`insert into event_sources (id, workspace_id, name) values ($1, $2, 'Case closed')`, [
    ids.eventSourceId,
    workspaceId,
  ]);
  await db.query(
    `insert into workflows (id, workspace_id, event_source_id, name, current_revision) values ($1, $2, $3, 'Closed', 1)`,
    [ids.workflowId, workspaceId, ids.eventSourceId],
  );
  await db.query(
    `insert into workflow_revisions (id, workspace_id, workflow_id, revision, definition, created_by)
     values ($1, $2, $3, 1, $4, 'user:test')`,
    [ids.revisionId, workspaceId, ids.workflowId, definition],
  );
  await db.query(
    `insert into surveys (id, workspace_id, name, status, definition, flow) values ($1, $2, 'CSAT', 'active', $3, $4)`,
    [ids.surveyId, workspaceId, { elements: [] }, { embeddedData: [] }],
  );
  await db.query(
    `insert into distributions (id, workspace_id, workflow_id, step_id, survey_id, channel, name)
     values ($1, $2, $3, 'email', $4, 'email', 'Closed: CSAT')`,
    [ids.distributionId, workspaceId, ids.workflowId, ids.surveyId],
  );
  return ids;
}

export async function aContact(
  db: Queryable,
  workspaceId: WorkspaceId,
  email = 'ada@example.test',
): Promise<ContactId> {
  const id = newId(ContactId);
  await db.query('insert into contacts (id, workspace_id, first_name, email) values ($1, $2, $3, $4)', [
    id,
    workspaceId,
    'Ada',
    email,
  ]);
  return id;
}

/** An id as if it had been made then. */
function idAt(at: Date | undefined): string {
  return at === undefined ? v7() : v7({ msecs: at.getTime() });
}

export interface StoredRun {
  runId: RunId;
  notificationId: NotificationId;
  contactTaskId: TaskRunId;
  surveyTaskId: TaskRunId;
}

export async function aRun(
  db: Queryable,
  workspaceId: WorkspaceId,
  workflow: Pick<StoredWorkflow, 'eventSourceId' | 'workflowId' | 'revisionId'>,
  values: {
    status?: RunStatus;
    recordId?: string;
    contactId?: ContactId | null;
    receivedAt?: Date;
    fields?: Record<string, string | null>;
    surveyTask?: { status: string; error?: { code: string; detail: string | null } };
  } = {},
): Promise<StoredRun> {
  const notificationId = NotificationId.parse(idAt(values.receivedAt));
  const runId = derivedId(RunId, notificationId, workflow.workflowId);
  const ids = {
    notificationId,
    runId,
    contactTaskId: derivedId(TaskRunId, runId, 'contact'),
    surveyTaskId: derivedId(TaskRunId, runId, 'email'),
  };
  const recordId = values.recordId ?? '5007Q00000AbCdEQAV';
  const receivedAt = values.receivedAt ?? new Date();
  const messageId = newId(MessageId);
  await db.query(
    `insert into notifications
       (id, workspace_id, event_source_id, message_id, salesforce_id, record_id, object_type, fields, received_at)
     values ($1, $2, $3, $4, $5, $6, 'Case', $7, $8)`,
    [
      ids.notificationId,
      workspaceId,
      workflow.eventSourceId,
      messageId,
      ids.notificationId,
      recordId,
      values.fields ?? { CaseNumber: '00001026', Priority: null },
      receivedAt,
    ],
  );
  await db.query(
    `insert into runs (id, workspace_id, workflow_id, revision_id, notification_id, message_id, record_id, contact_id,
                       status, received_at, trace_id, traceparent)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '0af7651916cd43dd8448eb211c80319c', $11)`,
    [
      ids.runId,
      workspaceId,
      workflow.workflowId,
      workflow.revisionId,
      ids.notificationId,
      messageId,
      recordId,
      values.contactId ?? null,
      values.status ?? 'succeeded',
      receivedAt,
      traceparent,
    ],
  );
  const contactOutput = { contactId: values.contactId ?? null, outcome: 'created', changed: [] };
  const surveyTask = values.surveyTask ?? { status: 'succeeded' };
  await db.query(
    `insert into task_runs (id, workspace_id, run_id, step_id, type, position, status, output, error)
     values ($1, $3, $4, 'contact', 'contact', 0, 'succeeded', $5, null),
            ($2, $3, $4, 'email', 'email-survey', 1, $6, null, $7)`,
    [
      ids.contactTaskId,
      ids.surveyTaskId,
      workspaceId,
      ids.runId,
      contactOutput,
      surveyTask.status,
      surveyTask.error ?? null,
    ],
  );
  return ids;
}

export async function aDelivery(
  db: Queryable,
  workspaceId: WorkspaceId,
  workflow: StoredWorkflow,
  run: StoredRun,
  contactId: ContactId,
  values: { status?: DeliveryStatus; sentAt?: Date | null } = {},
): Promise<DeliveryId> {
  const id = newId(DeliveryId);
  const sentAt = values.sentAt === undefined ? new Date() : values.sentAt;
  await db.query(
    `insert into deliveries (id, workspace_id, distribution_id, survey_id, workflow_id, run_id, task_run_id, contact_id,
                             invitation_id, channel, recipient, status, provider_message_id, traceparent, sent_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'email', 'ada@example.test', $10, 'ses-1', $11, $12)`,
    [
      id,
      workspaceId,
      workflow.distributionId,
      workflow.surveyId,
      workflow.workflowId,
      run.runId,
      run.surveyTaskId,
      contactId,
      newId(InvitationId),
      values.status ?? 'delivered',
      traceparent,
      sentAt,
    ],
  );
  for (const type of ['sent', 'delivered']) {
    await db.query(
      'insert into delivery_events (id, workspace_id, delivery_id, type, detail) values ($1, $2, $3, $4, $5)',
      [v7(), workspaceId, id, type, { provider: 'ses' }],
    );
  }
  return id;
}

export async function aResponse(
  db: Queryable,
  workspaceId: WorkspaceId,
  values: { surveyId: SurveyId; contactId: ContactId; runId: RunId; status?: 'in-progress' | 'finished' },
): Promise<ResponseId> {
  const id = newId(ResponseId);
  await db.query(
    `insert into responses (id, workspace_id, survey_id, survey_version, contact_id, run_id, answers, embedded_data,
                            status, finished_at)
     values ($1, $2, $3, 1, $4, $5, $6, $7, $8, case when $8 = 'finished' then now() end)`,
    [
      id,
      workspaceId,
      values.surveyId,
      values.contactId,
      values.runId,
      { csat: 5 },
      { CaseNumber: '00001026' },
      values.status ?? 'finished',
    ],
  );
  return id;
}
