import { derivedId, inWorkspace, newId, type Pool } from '@canvass/database';
import { ContactId, RunId, SurveyId, TaskRunId, type WorkspaceId } from '@canvass/domain';
import { aMessage, anEventSource, aTraceparent, aWorkflow } from '@canvass/test-support';

/** For tests: a workspace's active survey, and the workflow steps that send it. */
export async function aSurvey(
  pool: Pool,
  workspaceId: WorkspaceId,
  status: 'active' | 'paused' = 'active',
): Promise<SurveyId> {
  const id = newId(SurveyId);
  await pool.query(
    `insert into surveys (id, workspace_id, name, status, definition, flow, published_version)
     values ($1, $2, 'How was it?', $3, '{}', '{"embeddedData": []}', 1)`,
    [id, workspaceId, status],
  );
  return id;
}

const contactTask = {
  id: 'person',
  type: 'contact',
  matchBy: ['email'],
  contact: { email: '{{ event.Email }}' },
} as const;

export function emailStep(surveyId: SurveyId, changes: Record<string, unknown> = {}) {
  return {
    id: 'ask',
    type: 'email-survey',
    surveyId,
    contactStep: 'person',
    from: { email: 'feedback@example.com', name: 'Acme' },
    subject: 'Your case {{ event.CaseNumber }}',
    message: '<p>Dear {{ contact.firstName }},</p><p><a href="{{ survey.link }}">Tell us</a></p>',
    ...changes,
  };
}

export function smsStep(surveyId: SurveyId, changes: Record<string, unknown> = {}) {
  return {
    id: 'ask',
    type: 'sms-survey',
    surveyId,
    contactStep: 'person',
    message: 'Case {{ event.CaseNumber }}: {{ survey.link }}',
    ...changes,
  };
}

export interface PersonToAsk {
  firstName?: string;
  email?: string | null;
  phone?: string | null;
  emailOptedOut?: boolean;
  smsOptedOut?: boolean;
}

export interface AskedPerson {
  contactId: ContactId;
  runId: RunId;
  taskRunId: TaskRunId;
}

/** Runs whose contact task has succeeded and whose survey task is queued, one for each person. */
export async function peopleToAsk(
  pool: Pool,
  workspaceId: WorkspaceId,
  step: unknown,
  people: readonly PersonToAsk[],
): Promise<AskedPerson[]> {
  const sourceId = await anEventSource(pool, workspaceId);
  const { workflowId, revisionId } = await aWorkflow(pool, workspaceId, sourceId, { steps: [contactTask, step] });
  const fields = people.map((_, index) => ({ CaseNumber: `0000${index}`, IsClosed: 'true' }));
  const { messageId, notificationIds } = await aMessage(pool, workspaceId, sourceId, { fields });
  const type = JSON.stringify(step).includes('email-survey') ? 'email-survey' : 'sms-survey';
  const rows = people.map((person, index) => {
    const notificationId = notificationIds[index] ?? '';
    const runId = derivedId(RunId, notificationId, workflowId);
    const contactTaskRunId = derivedId(TaskRunId, runId, 'person');
    const taskRunId = derivedId(TaskRunId, runId, 'ask');
    return { person, notificationId, contactId: newId(ContactId), runId, contactTaskRunId, taskRunId };
  });
  await inWorkspace(pool, workspaceId, async (db) => {
    for (const row of rows) {
      const { firstName = 'Ada', email = `${row.contactId}@example.net`, phone = null } = row.person;
      await db.query(
        `insert into contacts (id, workspace_id, first_name, email, phone, language, embedded_data, email_opted_out_at,
                               sms_opted_out_at)
         values ($1, $2, $3, $4, $5, 'en', '{"Tier": "Gold"}', case when $6 then now() end, case when $7 then now() end)`,
        [
          ...[row.contactId, workspaceId, firstName, email, phone],
          ...[row.person.emailOptedOut ?? false, row.person.smsOptedOut ?? false],
        ],
      );
      await db.query(
        `insert into runs (id, workspace_id, workflow_id, revision_id, notification_id, message_id, contact_id, status,
                           received_at, trace_id, traceparent)
         values ($1, $2, $3, $4, $5, $6, $7, 'running', now(), $8, $9)`,
        [
          ...[row.runId, workspaceId, workflowId, revisionId, row.notificationId, messageId, row.contactId],
          ...[aTraceparent.slice(3, 35), aTraceparent],
        ],
      );
      await db.query(
        `insert into task_runs (id, workspace_id, run_id, step_id, type, position, status, output, enqueued_at)
         values ($1, $3, $4, 'person', 'contact', 0, 'succeeded', $5, null),
                ($2, $3, $4, 'ask', $6, 1, 'queued', null, now())`,
        [
          ...[row.contactTaskRunId, row.taskRunId, workspaceId, row.runId],
          ...[JSON.stringify({ contactId: row.contactId, outcome: 'created', changed: [] }), type],
        ],
      );
    }
  });
  return rows;
}

export interface DeliveryRow {
  id: string;
  status: string;
  recipient: string;
  attempts: number;
  error: { code: string; detail: string | null } | null;
  due_in_ms: number;
  provider_message_id: string | null;
  token: string | null;
  snapshot: { contact: Record<string, unknown>; event: Record<string, unknown> } | null;
  events: string[];
  task_status: string;
  task_error: { code: string } | null;
  task_output: Record<string, unknown> | null;
  run_status: string;
}

/** The delivery of a task run with what hangs on it. */
export async function deliveryOf(pool: Pool, taskRunId: TaskRunId): Promise<DeliveryRow | null> {
  const { rows } = await pool.query<DeliveryRow>(
    `select d.id, d.status, d.recipient, d.attempts, d.error, d.provider_message_id, i.token, i.snapshot,
            (extract(epoch from d.due_at - now()) * 1000)::float8 as due_in_ms,
            array(select e.type from delivery_events e where e.delivery_id = d.id order by e.recorded_at) as events,
            t.status as task_status, t.error as task_error, t.output as task_output, r.status as run_status
       from deliveries d
       join task_runs t on t.id = d.task_run_id
       join runs r on r.id = d.run_id
       left join invitations i on i.id = d.invitation_id
      where d.task_run_id = $1`,
    [taskRunId],
  );
  return rows[0] ?? null;
}
