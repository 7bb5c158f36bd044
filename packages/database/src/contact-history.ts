import type {
  Channel,
  ContactId,
  DeliveryStatus,
  ResponseStatus,
  RunId,
  RunStatus,
  WorkflowId,
  WorkspaceId,
} from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { forgetRunsOf } from './hidden-runs.ts';
import { type Page, type PageRequest, toPage } from './page.ts';

interface Entry {
  id: string;
  at: Date;
  runId: RunId | null;
}

type Facts =
  | {
      type: 'run';
      status: RunStatus;
      workflowId: string;
      workflowName: string | null;
      recordId: string | null;
      notificationId: string;
    }
  | { type: 'change'; kind: 'created' | 'updated' | 'opted-out' | 'opted-in'; changes: unknown }
  | {
      type: 'delivery';
      deliveryId: string;
      channel: Channel;
      to: string;
      status: DeliveryStatus;
      surveyId: string;
      surveyName: string | null;
    }
  | {
      type: 'response';
      responseId: string;
      surveyId: string;
      surveyName: string | null;
      status: ResponseStatus;
    };

/** One thing that happened with a contact. */
export type HistoryEntry = Entry & Facts;

/**
 * Everything about a contact, newest first: the ids of all four kinds sort by their time. Runs and messages of hidden workflows
 * are left out; what those did to the contact, and their answers, are there without their run.
 */
export async function listContactHistory(
  db: Queryable,
  workspaceId: WorkspaceId,
  contactId: ContactId,
  hiddenWorkflows: readonly WorkflowId[],
  page: PageRequest,
): Promise<Page<HistoryEntry>> {
  const newest = (table: string, more = '') =>
    `(select * from ${table} where workspace_id = $1 and contact_id = $2 and ($3::uuid is null or id < $3) ${more}
       order by id desc limit $4)`;
  const notHidden = 'and workflow_id <> all($5::uuid[])';
  const { rows } = await db.query<Entry & { facts: Facts }>(
    `select id, at, "runId", facts from (
       select r.id, r.received_at as at, r.id as "runId", jsonb_build_object('type', 'run',
                'status', r.status, 'workflowId', r.workflow_id, 'workflowName', w.name, 'recordId', r.record_id,
                'notificationId', r.notification_id) as facts
         from ${newest('runs', notHidden)} r left join workflows w on w.workspace_id = $1 and w.id = r.workflow_id
       union all
       select c.id, c.at, c.run_id, jsonb_build_object('type', 'change', 'kind', c.kind, 'changes', c.changes)
         from ${newest('contact_changes')} c
       union all
       select d.id, d.created_at, d.run_id, jsonb_build_object('type', 'delivery',
                'deliveryId', d.id, 'channel', d.channel, 'to', d.recipient, 'status', d.status,
                'surveyId', d.survey_id, 'surveyName', s.name)
         from ${newest('deliveries', notHidden)} d left join surveys s on s.workspace_id = $1 and s.id = d.survey_id
       union all
       select a.id, coalesce(a.finished_at, a.started_at), a.run_id, jsonb_build_object('type', 'response',
                'responseId', a.id, 'surveyId', a.survey_id, 'surveyName', s.name, 'status', a.status)
         from ${newest('responses')} a left join surveys s on s.workspace_id = $1 and s.id = a.survey_id
     ) as entries order by id desc limit $4`,
    [workspaceId, contactId, page.after, page.limit + 1, hiddenWorkflows],
  );
  const { rows: shown, next } = toPage(rows, page.limit, (row) => row.id);
  const entries = await forgetRunsOf(db, workspaceId, hiddenWorkflows, shown);
  return { rows: entries.map(({ facts, ...entry }) => ({ ...entry, ...facts })), next };
}
