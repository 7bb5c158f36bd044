import type { Invitation, SurveyResponse } from '@canvass/database';

/** Why a link can't be answered now; the page's words and the metric use the same names. */
export type Unavailable = 'already-answered' | 'revoked' | 'expired' | 'paused' | 'closed';

/** Null = it can be answered. Who has answered is told so, whatever became of the link or the survey since. */
export function whyUnavailable(
  invitation: Pick<Invitation, 'revokedAt' | 'expiresAt' | 'surveyStatus' | 'publishedVersion'>,
  response: Pick<SurveyResponse, 'status'> | null,
  now: Date,
): Unavailable | null {
  if (response?.status === 'finished') return 'already-answered';
  if (invitation.revokedAt !== null) return 'revoked';
  if (invitation.expiresAt <= now) return 'expired';
  if (invitation.surveyStatus === 'closed') return 'closed';
  if (invitation.surveyStatus !== 'active' || invitation.publishedVersion === null) return 'paused';
  return null;
}
