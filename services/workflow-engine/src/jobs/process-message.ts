import {
  type ActivityAnnouncer,
  countFailedResolution,
  inWorkspace,
  isTransientDatabaseError,
  type Pool,
} from '@canvass/database';
import type { MessageId, WorkspaceId } from '@canvass/domain';
import { type Handler, type Producer, processMessage } from '@canvass/jobs';
import { offerDueWork } from '@canvass/runs';
import { resolveMessage } from '../resolve-message.ts';

/** Resolves one stored message. A doubled job, or one after a crash, finds the message resolved and does nothing. */
export function processMessageHandler(
  pool: Pool,
  producer: Producer,
  announcer: ActivityAnnouncer,
): Handler<{ workspaceId: WorkspaceId; messageId: MessageId }> {
  return async ({ workspaceId, messageId }, run) => {
    run.note({ workspaceId, messageId });
    try {
      const resolution = await inWorkspace(pool, workspaceId, (db) => resolveMessage(db, workspaceId, messageId));
      if (resolution === null) return run.note({ outcome: 'not-mine' });
      const { notifications, runs, due } = resolution;
      run.note({ outcome: 'resolved', notifications, runs });
      await offerDueWork(producer, workspaceId, due);
      announcer.changed(workspaceId, 'runs');
    } catch (error) {
      // A database that is away says nothing about the message: it does not count against it.
      if (!isTransientDatabaseError(error)) {
        const givenUp = await inWorkspace(pool, workspaceId, (db) =>
          countFailedResolution(db, workspaceId, messageId, processMessage.attempts),
        );
        run.note({ givenUp });
      }
      throw error;
    }
  };
}
