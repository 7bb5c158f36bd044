import { findInvitation, findResponse, type Invitation, type Queryable, type SurveyResponse } from '@canvass/database';
import type { InvitationId, WorkspaceId } from '@canvass/domain';
import type { Logger } from '@canvass/platform';
import type { PreparedVersion } from '../survey/definitions.ts';
import { type OpenSurvey, openSurvey } from '../survey/open-survey.ts';
import { embeddedDataOf, PipedTexts, scopeOf } from '../survey/piped-text.ts';

/** An invitation with the version of the survey that belongs to it, ready to be shown or answered. */
export interface OpenInvitation {
  survey: OpenSurvey;
  piped: PipedTexts;
  /** What the response carries beside the answers. */
  embeddedData: Record<string, string>;
  version: number;
}

export async function readInvitation(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: InvitationId,
): Promise<{ invitation: Invitation; response: SurveyResponse | null } | null> {
  const invitation = await findInvitation(db, workspaceId, id);
  return invitation && { invitation, response: await findResponse(db, workspaceId, id) };
}

/** The version a response stays with: the one it was started on, else the one published now. */
export function versionOf(invitation: Invitation, response: SurveyResponse | null): number | null {
  return response?.surveyVersion ?? invitation.publishedVersion;
}

export interface OpenRequest {
  invitation: Invitation;
  response: SurveyResponse | null;
  version: number;
  loaded: PreparedVersion;
  /** A language that was asked for, and what the browser says of its reader. */
  language: string | null;
  accepted: readonly string[];
  log: Logger;
}

export function openInvitation({
  invitation,
  response,
  version,
  loaded,
  language,
  accepted,
  log,
}: OpenRequest): OpenInvitation {
  const { prepared, flow } = loaded;
  const embeddedData = response?.embeddedData ?? embeddedDataOf(flow, invitation.snapshot);
  const scope = scopeOf(invitation.snapshot, embeddedData);
  const survey = openSurvey(prepared, {
    answers: response?.answers ?? {},
    reached: response?.page ?? 0,
    languages: [language, response?.language ?? null, invitation.language, ...accepted],
    scope,
  });
  const piped = new PipedTexts(prepared, scope, (error) =>
    log.warn({ surveyId: invitation.surveyId, version, code: error.code }, 'survey.piped-text-failed'),
  );
  return { survey, piped, embeddedData, version };
}
