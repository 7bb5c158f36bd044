import { randomBytes } from 'node:crypto';
import { type SurveyFlow, SurveyId, type SurveyStatus, type WorkspaceId } from '@canvass/domain';
import { v7 } from 'uuid';
import type { Queryable } from './connection.ts';
import { newId } from './new-id.ts';
import { type Page, type PageRequest, toPage } from './page.ts';
import { SqlParameters } from './sql-parameters.ts';

/** SurveyJS JSON. */
export type SurveyDefinition = Record<string, unknown>;

export interface SurveySummary {
  id: SurveyId;
  name: string;
  status: SurveyStatus;
  publishedVersion: number | null;
  publishedAt: Date | null;
  hasUnpublishedChanges: boolean;
  createdAt: Date;
  updatedAt: Date;
}

export interface SurveyReport extends SurveySummary {
  definition: SurveyDefinition;
  flow: SurveyFlow;
}

export interface SurveyVersionSummary {
  id: string;
  surveyId: SurveyId;
  version: number;
  publishedAt: Date;
}

const columns = `
  s.id, s.name, s.status, s.published_version as "publishedVersion", v.published_at as "publishedAt",
  (v.id is null or v.definition <> s.definition or v.flow <> s.flow) as "hasUnpublishedChanges",
  s.created_at as "createdAt", s.updated_at as "updatedAt"`;
const tables = `surveys s left join survey_versions v
    on v.workspace_id = s.workspace_id and v.survey_id = s.id and v.version = s.published_version`;

export async function listSurveys(
  db: Queryable,
  workspaceId: WorkspaceId,
  filter: { statuses?: readonly SurveyStatus[] | undefined },
  page: PageRequest,
): Promise<Page<SurveySummary>> {
  const p = new SqlParameters();
  const conditions = [`s.workspace_id = ${p.add(workspaceId)}`];
  if (page.after !== null) conditions.push(`s.id > ${p.add(page.after)}`);
  if (filter.statuses) conditions.push(`s.status = any(${p.add(filter.statuses)})`);
  const { rows } = await db.query<SurveySummary>(
    `select ${columns} from ${tables} where ${conditions.join(' and ')} order by s.id limit ${p.add(page.limit + 1)}`,
    p.values,
  );
  return toPage(rows, page.limit, (row) => row.id);
}

export async function findSurvey(db: Queryable, workspaceId: WorkspaceId, id: SurveyId): Promise<SurveyReport | null> {
  const { rows } = await db.query<SurveyReport>(
    `select ${columns}, s.definition, s.flow from ${tables} where s.workspace_id = $1 and s.id = $2`,
    [workspaceId, id],
  );
  return rows[0] ?? null;
}

/** These surveys by name and status, and what their published version, or else their draft, declares. */
export async function findSurveyFlows(
  db: Queryable,
  workspaceId: WorkspaceId,
  ids: readonly SurveyId[],
): Promise<Map<string, { name: string; status: SurveyStatus; flow: SurveyFlow }>> {
  const { rows } = await db.query<{ id: string; name: string; status: SurveyStatus; flow: SurveyFlow }>(
    `select s.id, s.name, s.status, coalesce(v.flow, s.flow) as flow from ${tables}
      where s.workspace_id = $1 and s.id = any($2::uuid[])`,
    [workspaceId, ids],
  );
  return new Map(rows.map(({ id, ...survey }) => [id, survey]));
}

export async function createSurvey(
  db: Queryable,
  workspaceId: WorkspaceId,
  values: { name: string; definition: SurveyDefinition; flow: SurveyFlow },
): Promise<SurveyId> {
  const id = newId(SurveyId);
  await db.query('insert into surveys (id, workspace_id, name, definition, flow) values ($1, $2, $3, $4, $5)', [
    id,
    workspaceId,
    values.name,
    values.definition,
    values.flow,
  ]);
  return id;
}

/** Changes the draft; what is left out stays. False when it was changed after `unchangedSince`, or is not there. */
export async function updateSurveyDraft(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: SurveyId,
  values: {
    name?: string | undefined;
    definition?: SurveyDefinition | undefined;
    flow?: SurveyFlow | undefined;
    unchangedSince?: string | undefined;
  },
): Promise<boolean> {
  // Milliseconds are what a reader was told; microseconds are what the row holds.
  const { rowCount } = await db.query(
    `update surveys
        set name = coalesce($3, name), definition = coalesce($4, definition), flow = coalesce($5, flow), updated_at = now()
      where workspace_id = $1 and id = $2
        and ($6::timestamptz is null or date_trunc('milliseconds', updated_at) = $6)`,
    [
      workspaceId,
      id,
      values.name ?? null,
      values.definition ?? null,
      values.flow ?? null,
      values.unchangedSince ?? null,
    ],
  );
  return rowCount === 1;
}

/** Keeps the draft as the next version, never to be changed, and makes the survey active. */
export async function publishSurvey(db: Queryable, workspaceId: WorkspaceId, id: SurveyId): Promise<void> {
  const { rows } = await db.query<{ version: number; definition: SurveyDefinition; flow: SurveyFlow }>(
    `update surveys
        set published_version = coalesce(published_version, 0) + 1, status = 'active', updated_at = now()
      where workspace_id = $1 and id = $2 returning published_version as version, definition, flow`,
    [workspaceId, id],
  );
  const [published] = rows;
  if (published === undefined) return;
  await db.query(
    `insert into survey_versions (id, workspace_id, survey_id, version, definition, flow)
     values ($1, $2, $3, $4, $5, $6)`,
    [v7(), workspaceId, id, published.version, published.definition, published.flow],
  );
}

/**
 * Declares embedded data in the flow of a survey: in its draft, and, where it is published, in a new version that differs
 * from the published one by nothing else. The rest of the draft stays unpublished; whoever answers an earlier version
 * goes on with that. False when there is no such survey.
 */
export async function declareEmbeddedData(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: SurveyId,
  names: readonly string[],
): Promise<boolean> {
  await db.query('select 1 from surveys where workspace_id = $1 and id = $2 for update', [workspaceId, id]);
  const { rows } = await db.query<{
    flow: SurveyFlow;
    published: { definition: SurveyDefinition; flow: SurveyFlow } | null;
  }>(
    `select s.flow, case when v.id is not null then jsonb_build_object('definition', v.definition, 'flow', v.flow) end
            as published
       from ${tables} where s.workspace_id = $1 and s.id = $2`,
    [workspaceId, id],
  );
  const [survey] = rows;
  if (survey === undefined) return false;
  const draft = withDeclared(survey.flow, names);
  if (draft !== null) await updateSurveyDraft(db, workspaceId, id, { flow: draft });
  const flow = survey.published && withDeclared(survey.published.flow, names);
  if (survey.published === null || flow === null) return true;
  await addVersion(db, workspaceId, id, { definition: survey.published.definition, flow });
  return true;
}

/** The flow with these fields declared, too; null when they are already. */
function withDeclared(flow: SurveyFlow, names: readonly string[]): SurveyFlow | null {
  const known = new Set(flow.embeddedData.map(({ name }) => name));
  const missing = [...new Set(names)].filter((name) => !known.has(name));
  if (missing.length === 0) return null;
  return { ...flow, embeddedData: [...flow.embeddedData, ...missing.map((name) => ({ name }))] };
}

async function addVersion(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: SurveyId,
  { definition, flow }: { definition: SurveyDefinition; flow: SurveyFlow },
): Promise<void> {
  await db.query(
    `with survey as (
       update surveys set published_version = published_version + 1, updated_at = now()
        where workspace_id = $1 and id = $2 returning published_version)
     insert into survey_versions (id, workspace_id, survey_id, version, definition, flow)
     select $3, $1, $2, published_version, $4, $5 from survey`,
    [workspaceId, id, v7(), definition, flow],
  );
}

/** Moves a survey to a status if it is in one of `from`; false when it is not. */
export async function changeSurveyStatus(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: SurveyId,
  change: { from: readonly SurveyStatus[]; to: SurveyStatus },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update surveys set status = $3, updated_at = now() where workspace_id = $1 and id = $2 and status = any($4)`,
    [workspaceId, id, change.to, change.from],
  );
  return rowCount === 1;
}

/** Newest first. */
export async function listSurveyVersions(
  db: Queryable,
  workspaceId: WorkspaceId,
  surveyId: SurveyId,
  page: PageRequest,
): Promise<Page<SurveyVersionSummary>> {
  const { rows } = await db.query<SurveyVersionSummary>(
    `select id, survey_id as "surveyId", version, published_at as "publishedAt" from survey_versions
      where workspace_id = $1 and survey_id = $2 and ($3::uuid is null or id < $3) order by id desc limit $4`,
    [workspaceId, surveyId, page.after, page.limit + 1],
  );
  return toPage(rows, page.limit, (row) => row.id);
}

export async function findSurveyVersion(
  db: Queryable,
  workspaceId: WorkspaceId,
  surveyId: SurveyId,
  version: number,
): Promise<(SurveyVersionSummary & { definition: SurveyDefinition; flow: SurveyFlow }) | null> {
  const { rows } = await db.query<SurveyVersionSummary & { definition: SurveyDefinition; flow: SurveyFlow }>(
    `select id, survey_id as "surveyId", version, published_at as "publishedAt", definition, flow from survey_versions
      where workspace_id = $1 and survey_id = $2 and version = $3`,
    [workspaceId, surveyId, version],
  );
  return rows[0] ?? null;
}

/** Makes a token under which the draft can be looked at until `expiresAt`; tokens past their time are removed. */
export async function createSurveyPreview(
  db: Queryable,
  workspaceId: WorkspaceId,
  surveyId: SurveyId,
  expiresAt: Date,
): Promise<string> {
  await db.query('delete from survey_previews where workspace_id = $1 and expires_at < now()', [workspaceId]);
  const token = randomBytes(18).toString('base64url');
  await db.query('insert into survey_previews (token, workspace_id, survey_id, expires_at) values ($1, $2, $3, $4)', [
    token,
    workspaceId,
    surveyId,
    expiresAt,
  ]);
  return token;
}
