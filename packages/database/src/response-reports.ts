import type { ContactId, ResponseId, ResponseStatus, RunId, SurveyId, WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { type ContactBrief, contactBriefSql } from './contact-brief.ts';
import { newestIds } from './newest-ids.ts';
import { type Page, type PageRequest, toPage } from './page.ts';
import { SqlParameters } from './sql-parameters.ts';

export interface ResponseReport {
  id: ResponseId;
  surveyId: SurveyId;
  surveyVersion: number;
  status: ResponseStatus;
  invitationId: string | null;
  runId: RunId | null;
  contact: ContactBrief | null;
  answers: Record<string, unknown>;
  embeddedData: Record<string, string | null>;
  language: string | null;
  startedAt: Date;
  savedAt: Date;
  finishedAt: Date | null;
}

export interface ResponseFilter {
  surveyId?: SurveyId | undefined;
  contactId?: ContactId | undefined;
  runId?: RunId | undefined;
  statuses?: readonly ResponseStatus[] | undefined;
}

const select = `
  select r.id, r.survey_id as "surveyId", r.survey_version as "surveyVersion", r.status,
         r.invitation_id as "invitationId", r.run_id as "runId", ${contactBriefSql('c')} as contact, r.answers,
         r.embedded_data as "embeddedData", r.language, r.started_at as "startedAt", r.saved_at as "savedAt",
         r.finished_at as "finishedAt"
    from responses r left join contacts c on c.workspace_id = r.workspace_id and c.id = r.contact_id`;

/** Newest first. */
export async function listResponses(
  db: Queryable,
  workspaceId: WorkspaceId,
  filter: ResponseFilter,
  page: PageRequest,
): Promise<Page<ResponseReport>> {
  const p = new SqlParameters();
  const conditions = [`workspace_id = ${p.add(workspaceId)}`];
  if (page.after !== null) conditions.push(`id < ${p.add(page.after)}`);
  if (filter.surveyId) conditions.push(`survey_id = ${p.add(filter.surveyId)}`);
  if (filter.contactId) conditions.push(`contact_id = ${p.add(filter.contactId)}`);
  if (filter.runId) conditions.push(`run_id = ${p.add(filter.runId)}`);
  const ids = newestIds('responses', conditions, filter.statuses, page.limit + 1, p);
  const { rows } = await db.query<ResponseReport>(
    `${select} where r.workspace_id = $1 and r.id in (${ids}) order by r.id desc`,
    p.values,
  );
  return toPage(rows, page.limit, (row) => row.id);
}

export async function findResponseReport(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: ResponseId,
): Promise<ResponseReport | null> {
  const { rows } = await db.query<ResponseReport>(`${select} where r.workspace_id = $1 and r.id = $2`, [
    workspaceId,
    id,
  ]);
  return rows[0] ?? null;
}
