import { addTestCall, connectDatabase, createWebhookEndpoint, inWorkspace } from '@canvass/database';
import { WorkspaceId } from '@canvass/domain';
import { z } from 'zod';
import type { RunningCanvass } from '../support/running-canvass.ts';

const Me = z.object({ workspace: z.object({ id: WorkspaceId }) });

/** A webhook with one event in its log; an API key may not make one. Answers its id. */
export async function aWebhook(canvass: RunningCanvass): Promise<string> {
  const { workspace } = await canvass.call('/me', Me);
  await using database = connectDatabase(
    { DATABASE_URL: canvass.facts.databaseUrl, DATABASE_POOL_SIZE: 1 },
    { applicationName: 'console-pages', onError: () => {} },
  );
  return inWorkspace(database.pool, workspace.id, async (db) => {
    const made = await createWebhookEndpoint(db, workspace.id, {
      url: 'http://127.0.0.1:9/canvass',
      description: 'To the data warehouse',
      eventTypes: ['run.failed', 'run.partially-failed', 'delivery.hard-bounce', 'response.finished'],
    });
    if (made === null) throw new Error('the workspace has as many webhooks as it may');
    await addTestCall(db, workspace.id, made.id);
    return made.id;
  });
}
