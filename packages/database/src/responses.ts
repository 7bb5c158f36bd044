import { ResponseId, type ResponseStatus, type SurveyFlow, type SurveyId, type WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';
import type { Invitation } from './invitations.ts';
import { newId } from './new-id.ts';
import { tellWebhooks } from './webhook-outbox.ts';

/** Question name → answer, as survey-core keeps them. */
export type Answers = Record<string, unknown>;

export interface SurveyResponse {
  id: ResponseId;
  /** The version that was published when the response was started: it stays with that one. */
  surveyVersion: number;
  answers: Answers;
  /** Only what the survey flow of the version declares. */
  embeddedData: Record<string, string>;
  /** How many pages of the definition, hidden ones counted, have been left by "next": where the response resumes. */
  page: number;
  language: string | null;
  status: ResponseStatus;
}

const columns = `id, survey_version as "surveyVersion", answers, embedded_data as "embeddedData", page, language, status`;

export async function findResponse(
  db: Queryable,
  workspaceId: WorkspaceId,
  invitationId: Invitation['id'],
): Promise<SurveyResponse | null> {
  const { rows } = await db.query<SurveyResponse>(
    `select ${columns} from responses where workspace_id = $1 and invitation_id = $2`,
    [workspaceId, invitationId],
  );
  return rows[0] ?? null;
}

/** Starts the response of an invitation. The caller holds the invitation's lock, so that there is one. */
export async function startResponse(
  db: Queryable,
  workspaceId: WorkspaceId,
  invitation: Pick<Invitation, 'id' | 'surveyId' | 'contactId' | 'runId'>,
  start: { surveyVersion: number; embeddedData: Record<string, string> },
): Promise<SurveyResponse> {
  const { rows } = await db.query<SurveyResponse>(
    `with started as (
     insert into responses
       (id, workspace_id, survey_id, survey_version, invitation_id, contact_id, run_id, embedded_data, status)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'in-progress')
  returning *), told as (
     ${tellWebhooks(`select 'response.started' as type, id as subject_id, started_at as at from started`)})
     select ${columns} from started`,
    [
      newId(ResponseId),
      workspaceId,
      invitation.surveyId,
      start.surveyVersion,
      invitation.id,
      invitation.contactId,
      invitation.runId,
      start.embeddedData,
    ],
  );
  const [response] = rows;
  if (response === undefined) throw new Error('the inserted response was not returned');
  return response;
}

/** Keeps the answers so far; finishing also dates the end. A finished response is never written again. */
export async function saveResponse(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: ResponseId,
  state: Pick<SurveyResponse, 'answers' | 'page' | 'language' | 'status'>,
): Promise<void> {
  await db.query(
    `with saved as (
     update responses
        set answers = $3, page = $4, language = $5, status = $6, saved_at = now(),
            finished_at = case when $6 = 'finished' then now() end
      where workspace_id = $1 and id = $2 and status = 'in-progress'
  returning id, status, finished_at)
     ${tellWebhooks(`select 'response.finished' as type, id as subject_id, finished_at as at from saved where status = 'finished'`)}`,
    [workspaceId, id, state.answers, state.page, state.language, state.status],
  );
}

/** A published version: it never changes. */
export interface SurveyVersion {
  definition: unknown;
  flow: SurveyFlow;
}

export async function getSurveyVersion(
  db: Queryable,
  workspaceId: WorkspaceId,
  surveyId: SurveyId,
  version: number,
): Promise<SurveyVersion> {
  const { rows } = await db.query<SurveyVersion>(
    'select definition, flow from survey_versions where workspace_id = $1 and survey_id = $2 and version = $3',
    [workspaceId, surveyId, version],
  );
  const [found] = rows;
  if (found === undefined) throw new Error(`survey ${surveyId} has no version ${version}`);
  return found;
}
