import {
  findDeliveryOfInvitation,
  findResponse,
  type Invitation,
  type InvitationAddress,
  inWorkspace,
  lockInvitation,
  type Pool,
  type Queryable,
  recordDeliveryEvent,
  saveResponse,
  startResponse,
  wakeWaitsForInvitation,
} from '@canvass/database';
import type { DeliveryEventType, WorkspaceId } from '@canvass/domain';
import { currentTraceparent, inSpan, type Logger } from '@canvass/platform';
import type { Definitions } from '../survey/definitions.ts';
import { type Step, takeAnswers } from '../survey/take-answers.ts';
import { type Unavailable, whyUnavailable } from './availability.ts';
import { type OpenInvitation, openInvitation, versionOf } from './open-invitation.ts';

export type Stored =
  | { kind: 'not-found' }
  | { kind: 'unavailable'; why: Unavailable; invitation: Invitation }
  | { kind: 'taken'; step: Step; opened: OpenInvitation };

export interface StoreDeps {
  pool: Pool;
  definitions: Definitions;
  log: Logger;
}

/**
 * Stores one posted page. All of it happens under the invitation's lock: of two posts of the same page the second finds
 * what the first has done. The span belongs to the trace of the message that invited the person.
 */
export function storeAnswers(
  deps: StoreDeps,
  { workspaceId, invitationId, traceparent }: InvitationAddress,
  form: URLSearchParams,
  accepted: readonly string[],
): Promise<Stored> {
  const span = { name: 'store response', parent: traceparent, links: [currentTraceparent()] };
  return inSpan(span, (active) =>
    inWorkspace(deps.pool, workspaceId, async (db) => {
      const invitation = await lockInvitation(db, workspaceId, invitationId);
      if (invitation === null) return { kind: 'not-found' };
      const response = await findResponse(db, workspaceId, invitationId);
      const version = versionOf(invitation, response);
      const why = whyUnavailable(invitation, response, new Date());
      if (why !== null || version === null) return { kind: 'unavailable', why: why ?? 'paused', invitation };

      const loaded = await deps.definitions.get(db, workspaceId, invitation.surveyId, version);
      const opened = openInvitation({
        ...{ invitation, response, version, loaded, accepted, log: deps.log },
        language: wantedLanguage(form),
      });
      const { embeddedData, survey } = opened;
      const started =
        response ?? (await startResponse(db, workspaceId, invitation, { surveyVersion: version, embeddedData }));
      active.setAttribute('canvass.response.id', started.id);
      const step = takeAnswers(survey, form, started.page);
      const isSaved = step.kind !== 'invalid';
      if (isSaved) {
        await saveResponse(db, workspaceId, started.id, {
          answers: survey.model.data,
          page: step.reached,
          language: survey.language,
          status: step.kind === 'complete' ? 'finished' : 'in-progress',
        });
      }
      const events: DeliveryEventType[] = response === null ? ['survey-started'] : [];
      if (isSaved) events.push(step.kind === 'complete' ? 'finished' : 'partially-finished');
      await recordProgress(db, workspaceId, invitation, started.id, events);
      if (events.includes('finished')) await wakeWaitsForInvitation(db, workspaceId, invitation);
      return { kind: 'taken', step, opened };
    }),
  );
}

function wantedLanguage(form: URLSearchParams): string | null {
  const go = form.get('go') ?? '';
  return go.startsWith('lang:') ? go.slice('lang:'.length) : form.get('lang');
}

/** Moves the delivery that brought the link; an event that the ledger has already is not written again. */
async function recordProgress(
  db: Queryable,
  workspaceId: WorkspaceId,
  invitation: Invitation,
  responseId: string,
  events: readonly DeliveryEventType[],
): Promise<void> {
  if (events.length === 0) return;
  const deliveryId = await findDeliveryOfInvitation(db, workspaceId, invitation.id);
  if (deliveryId === null) return;
  for (const type of events) {
    await recordDeliveryEvent(db, workspaceId, {
      deliveryId,
      type,
      at: new Date(),
      detail: { responseId },
      providerEventId: `${responseId} ${type}`,
    });
  }
}
