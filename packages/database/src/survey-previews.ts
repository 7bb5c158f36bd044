import type { SurveyFlow, SurveyId, WorkspaceId } from '@canvass/domain';
import type { Pool, Queryable } from './connection.ts';

/** The draft behind a preview link of the console. */
export interface SurveyPreview {
  surveyId: SurveyId;
  definition: unknown;
  flow: SurveyFlow;
}

/** Whose preview this is; null when the token was never given out or its time is over. Looks in all workspaces. */
export async function findPreviewByToken(
  db: Pool,
  token: string,
): Promise<{ workspaceId: WorkspaceId; surveyId: SurveyId } | null> {
  const { rows } = await db.query<{ workspaceId: WorkspaceId; surveyId: SurveyId }>(
    `select workspace_id as "workspaceId", survey_id as "surveyId"
       from survey_previews where token = $1 and expires_at > now()`,
    [token],
  );
  return rows[0] ?? null;
}

/** The survey's draft as it is now. */
export async function findDraft(
  db: Queryable,
  workspaceId: WorkspaceId,
  surveyId: SurveyId,
): Promise<SurveyPreview | null> {
  const { rows } = await db.query<SurveyPreview>(
    'select id as "surveyId", definition, flow from surveys where workspace_id = $1 and id = $2',
    [workspaceId, surveyId],
  );
  return rows[0] ?? null;
}
