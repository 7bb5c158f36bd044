import type { Channel, DeliveryStatus, DistributionId, SurveyId, WorkflowId, WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { type Page, type PageRequest, toPage } from './page.ts';
import { SqlParameters } from './sql-parameters.ts';

/** How far the newest deliveries of a distribution came; each step counts those that came at least so far. */
export interface Funnel {
  counted: number;
  /** False = there are older deliveries that were not counted. */
  complete: boolean;
  sent: number;
  delivered: number;
  opened: number;
  started: number;
  finished: number;
  byStatus: Partial<Record<DeliveryStatus, number>>;
}

export interface DistributionReport {
  id: DistributionId;
  name: string;
  workflowId: WorkflowId;
  workflowName: string | null;
  stepId: string;
  surveyId: SurveyId;
  surveyName: string | null;
  channel: Channel;
  kind: 'invite' | 'reminder' | 'thank-you';
  createdAt: Date;
  funnel: Funnel;
}

export interface DistributionFilter {
  surveyId?: SurveyId | undefined;
  workflowId?: WorkflowId | undefined;
  channel?: Channel | undefined;
  hiddenWorkflows: readonly WorkflowId[];
}

const countedInList = 1_000;
const countedAlone = 50_000;

const select = `
  select d.id, d.name, d.workflow_id as "workflowId", w.name as "workflowName", d.step_id as "stepId",
         d.survey_id as "surveyId", s.name as "surveyName", d.channel, d.kind, d.created_at as "createdAt"
    from distributions d
    left join workflows w on w.workspace_id = d.workspace_id and w.id = d.workflow_id
    left join surveys s on s.workspace_id = d.workspace_id and s.id = d.survey_id`;

export async function listDistributions(
  db: Queryable,
  workspaceId: WorkspaceId,
  filter: DistributionFilter,
  page: PageRequest,
): Promise<Page<DistributionReport>> {
  const p = new SqlParameters();
  const conditions = [`d.workspace_id = ${p.add(workspaceId)}`];
  if (page.after !== null) conditions.push(`d.id < ${p.add(page.after)}`);
  if (filter.surveyId) conditions.push(`d.survey_id = ${p.add(filter.surveyId)}`);
  if (filter.workflowId) conditions.push(`d.workflow_id = ${p.add(filter.workflowId)}`);
  if (filter.channel) conditions.push(`d.channel = ${p.add(filter.channel)}`);
  if (filter.hiddenWorkflows.length > 0) conditions.push(`d.workflow_id <> all(${p.add(filter.hiddenWorkflows)})`);
  const { rows } = await db.query<Omit<DistributionReport, 'funnel'>>(
    `${select} where ${conditions.join(' and ')} order by d.id desc limit ${p.add(page.limit + 1)}`,
    p.values,
  );
  const { rows: shown, next } = toPage(rows, page.limit, (row) => row.id);
  return { rows: await withFunnels(db, workspaceId, shown, countedInList), next };
}

export async function findDistribution(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: DistributionId,
): Promise<DistributionReport | null> {
  const { rows } = await db.query<Omit<DistributionReport, 'funnel'>>(
    `${select} where d.workspace_id = $1 and d.id = $2`,
    [workspaceId, id],
  );
  const [found] = await withFunnels(db, workspaceId, rows, countedAlone);
  return found ?? null;
}

export async function findWorkflowOfDistribution(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: DistributionId,
): Promise<WorkflowId | null> {
  const { rows } = await db.query<{ workflowId: WorkflowId }>(
    'select workflow_id as "workflowId" from distributions where workspace_id = $1 and id = $2',
    [workspaceId, id],
  );
  return rows[0]?.workflowId ?? null;
}

const sentAsWell: ReadonlySet<DeliveryStatus> = new Set(['survey-started', 'partially-finished', 'finished']);
const reached = {
  delivered: new Set<DeliveryStatus>(['delivered', 'opened', 'clicked', 'complaint', ...sentAsWell]),
  opened: new Set<DeliveryStatus>(['opened', 'clicked', ...sentAsWell]),
  started: sentAsWell,
  finished: new Set<DeliveryStatus>(['finished']),
};

async function withFunnels(
  db: Queryable,
  workspaceId: WorkspaceId,
  distributions: readonly Omit<DistributionReport, 'funnel'>[],
  most: number,
): Promise<DistributionReport[]> {
  const { rows } = await db.query<{ id: string; status: DeliveryStatus; count: number; sent: number }>(
    `select u.id, d.status, count(*) as count, count(d.sent_at) as sent
       from unnest($2::uuid[]) as u (id)
      cross join lateral (select status, sent_at from deliveries where workspace_id = $1 and distribution_id = u.id
                           order by id desc limit $3) as d
      group by u.id, d.status`,
    [workspaceId, distributions.map((distribution) => distribution.id), most + 1],
  );
  const counts = Map.groupBy(rows, (row) => row.id);
  return distributions.map((distribution) => ({
    ...distribution,
    funnel: toFunnel(counts.get(distribution.id) ?? [], most),
  }));
}

function toFunnel(counts: readonly { status: DeliveryStatus; count: number; sent: number }[], most: number): Funnel {
  const sumOf = (statuses: ReadonlySet<DeliveryStatus>) =>
    counts.filter(({ status }) => statuses.has(status)).reduce((sum, { count }) => sum + count, 0);
  const counted = counts.reduce((sum, { count }) => sum + count, 0);
  return {
    counted,
    complete: counted <= most,
    sent: counts.reduce((sum, { sent }) => sum + sent, 0),
    delivered: sumOf(reached.delivered),
    opened: sumOf(reached.opened),
    started: sumOf(reached.started),
    finished: sumOf(reached.finished),
    byStatus: Object.fromEntries(counts.map(({ status, count }) => [status, count])),
  };
}
