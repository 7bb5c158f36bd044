import type {
  Channel,
  ContactId,
  DeliveryId,
  DeliveryStatus,
  DistributionId,
  RunId,
  SurveyId,
  TaskFailure,
  WorkflowId,
  WorkspaceId,
} from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { type ContactBrief, contactBriefSql } from './contact-brief.ts';
import { firstIdAt } from './id-time.ts';
import { newestIds } from './newest-ids.ts';
import { type Page, type PageRequest, toPage } from './page.ts';
import { SqlParameters } from './sql-parameters.ts';

export interface DeliveryEventReport {
  id: string;
  type: string;
  at: Date;
  detail: Record<string, unknown>;
}

export interface DeliveryReport {
  id: DeliveryId;
  runId: RunId;
  taskRunId: string;
  workflowId: WorkflowId;
  distributionId: DistributionId;
  surveyId: SurveyId;
  surveyName: string | null;
  contactId: ContactId;
  contact: ContactBrief | null;
  channel: Channel;
  to: string;
  status: DeliveryStatus;
  providerMessageId: string | null;
  attempts: number;
  dueAt: Date;
  error: TaskFailure | null;
  createdAt: Date;
  sentAt: Date | null;
  updatedAt: Date;
  /** Oldest first; at most 100. */
  events: DeliveryEventReport[];
}

export interface DeliveryFilter {
  statuses?: readonly DeliveryStatus[] | undefined;
  channel?: Channel | undefined;
  distributionId?: DistributionId | undefined;
  surveyId?: SurveyId | undefined;
  contactId?: ContactId | undefined;
  runId?: RunId | undefined;
  sentAfter?: Date | undefined;
  sentBefore?: Date | undefined;
  hiddenWorkflows: readonly WorkflowId[];
}

const shownEvents = 100;
/** A message goes out at most so long after its delivery was made: retries end after 24 hours, marking by hand may take longer. */
const longestWaitMs = 7 * 86_400_000;

const select = `
  select d.id, d.run_id as "runId", d.task_run_id as "taskRunId", d.workflow_id as "workflowId",
         d.distribution_id as "distributionId", d.survey_id as "surveyId", s.name as "surveyName",
         d.contact_id as "contactId", ${contactBriefSql('c')} as contact, d.channel, d.recipient as "to", d.status,
         d.provider_message_id as "providerMessageId", d.attempts, d.due_at as "dueAt", d.error,
         d.created_at as "createdAt", d.sent_at as "sentAt", d.updated_at as "updatedAt"
    from deliveries d
    left join surveys s on s.workspace_id = d.workspace_id and s.id = d.survey_id
    left join contacts c on c.workspace_id = d.workspace_id and c.id = d.contact_id`;

/** Newest first. */
export async function listDeliveries(
  db: Queryable,
  workspaceId: WorkspaceId,
  filter: DeliveryFilter,
  page: PageRequest,
): Promise<Page<DeliveryReport>> {
  const p = new SqlParameters();
  const conditions = [`workspace_id = ${p.add(workspaceId)}`];
  if (page.after !== null) conditions.push(`id < ${p.add(page.after)}`);
  if (filter.channel) conditions.push(`channel = ${p.add(filter.channel)}`);
  if (filter.distributionId) conditions.push(`distribution_id = ${p.add(filter.distributionId)}`);
  if (filter.surveyId) conditions.push(`survey_id = ${p.add(filter.surveyId)}`);
  if (filter.contactId) conditions.push(`contact_id = ${p.add(filter.contactId)}`);
  if (filter.runId) conditions.push(`run_id = ${p.add(filter.runId)}`);
  if (filter.sentAfter) {
    const earliest = new Date(filter.sentAfter.getTime() - longestWaitMs);
    conditions.push(`sent_at >= ${p.add(filter.sentAfter)}`, `id >= ${p.add(firstIdAt(earliest))}`);
  }
  if (filter.sentBefore) {
    conditions.push(`sent_at < ${p.add(filter.sentBefore)}`, `id < ${p.add(firstIdAt(filter.sentBefore))}`);
  }
  if (filter.hiddenWorkflows.length > 0) conditions.push(`workflow_id <> all(${p.add(filter.hiddenWorkflows)})`);
  const ids = newestIds('deliveries', conditions, filter.statuses, page.limit + 1, p);
  const { rows } = await db.query<Omit<DeliveryReport, 'events'>>(
    `${select} where d.workspace_id = $1 and d.id in (${ids}) order by d.id desc`,
    p.values,
  );
  const { rows: shown, next } = toPage(rows, page.limit, (row) => row.id);
  return { rows: await withEvents(db, workspaceId, shown), next };
}

export async function findDelivery(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: DeliveryId,
): Promise<DeliveryReport | null> {
  const { rows } = await db.query<Omit<DeliveryReport, 'events'>>(`${select} where d.workspace_id = $1 and d.id = $2`, [
    workspaceId,
    id,
  ]);
  const [found] = await withEvents(db, workspaceId, rows);
  return found ?? null;
}

async function withEvents(
  db: Queryable,
  workspaceId: WorkspaceId,
  deliveries: readonly Omit<DeliveryReport, 'events'>[],
): Promise<DeliveryReport[]> {
  const { rows } = await db.query<DeliveryEventReport & { deliveryId: string }>(
    `select e.delivery_id as "deliveryId", e.id, e.type, e.at, e.detail
       from unnest($2::uuid[]) as d (id)
      cross join lateral (select * from delivery_events where workspace_id = $1 and delivery_id = d.id
                           order by recorded_at limit ${shownEvents}) as e
      order by e.at, e.recorded_at`,
    [workspaceId, deliveries.map((delivery) => delivery.id)],
  );
  const byDelivery = Map.groupBy(rows, (row) => row.deliveryId);
  return deliveries.map((delivery) => ({ ...delivery, events: byDelivery.get(delivery.id) ?? [] }));
}

export async function findWorkflowOfDelivery(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: DeliveryId,
): Promise<WorkflowId | null> {
  const { rows } = await db.query<{ workflowId: WorkflowId }>(
    'select workflow_id as "workflowId" from deliveries where workspace_id = $1 and id = $2',
    [workspaceId, id],
  );
  return rows[0]?.workflowId ?? null;
}

/** Locks a delivery if nobody knows whether it went out; false when its fate is known, or it does not exist. */
export async function lockUnknownDelivery(db: Queryable, workspaceId: WorkspaceId, id: DeliveryId): Promise<boolean> {
  const { rowCount } = await db.query(
    `select 1 from deliveries where workspace_id = $1 and id = $2 and status = 'unknown' for update`,
    [workspaceId, id],
  );
  return rowCount === 1;
}
