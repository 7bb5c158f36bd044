import {
  type ClaimedCall,
  endCallsWithoutSubject,
  findWebhookFacts,
  type Queryable,
  saveCallBodies,
} from '@canvass/database';
import { subjectOf, type WebhookCallId, type WebhookPayload, type WorkspaceId, webhookData } from '@canvass/domain';

export type WrittenCall = ClaimedCall & { body: string };

/**
 * Gives each call the body that all of its attempts send, written at the first. A call whose subject retention has deleted ends
 * here, and is left out.
 */
export async function writeBodies(
  db: Queryable,
  workspaceId: WorkspaceId,
  calls: readonly ClaimedCall[],
): Promise<WrittenCall[]> {
  const bodies = new Map<WebhookCallId, string>();
  const gone: WebhookCallId[] = [];
  const unwritten = calls.filter(({ body }) => body === null);
  for (const [about, ofKind] of Map.groupBy(unwritten, ({ type }) => subjectOf(type))) {
    const facts = await findWebhookFacts(db, workspaceId, about, ofKind);
    for (const [index, { id, type, at }] of ofKind.entries()) {
      const data = facts[index];
      if (data) bodies.set(id, writePayload(type, at, webhookData[about].parse(JSON.parse(JSON.stringify(data)))));
      else gone.push(id);
    }
  }
  await saveCallBodies(db, workspaceId, bodies);
  await endCallsWithoutSubject(db, workspaceId, gone);
  return calls.flatMap((call) => {
    const body = call.body ?? bodies.get(call.id);
    return body === undefined ? [] : [{ ...call, body }];
  });
}

function writePayload(type: string, at: Date, data: WebhookPayload['data']): string {
  const payload: WebhookPayload = { type, timestamp: at.toISOString(), data };
  return JSON.stringify(payload);
}
