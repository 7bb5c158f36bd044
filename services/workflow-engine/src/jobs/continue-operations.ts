import { type ActivityAnnouncer, inWorkspace, type LeftRows, leaveOperation, type Pool } from '@canvass/database';
import type { OperationId, WorkspaceId } from '@canvass/domain';
import type { Handler, Producer } from '@canvass/jobs';
import { offerDueWork, toDueWork } from '@canvass/runs';
import { stepOperation } from '../operations/operation-step.ts';

export interface OperationDoors {
  readonly pool: Pool;
  readonly producer: Producer;
  readonly announcer: Pick<ActivityAnnouncer, 'changed'>;
  readonly leftRows: Pick<LeftRows, 'wake'>;
}

/** An operation's turn; after it others have theirs. */
const turnMs = 2_000;
/** Until an operation that could not go on looks again. */
const laterMs = 1_000;

/** Goes on with operations for a moment each and leaves the rest to the relay. A doubled job finds them locked, or ended. */
export function continueOperationsHandler({
  pool,
  producer,
  announcer,
  leftRows,
}: OperationDoors): Handler<{ workspaceId: WorkspaceId; operationIds: OperationId[] }> {
  return async ({ workspaceId, operationIds }, run) => {
    let items = 0;
    for (const id of operationIds) {
      const until = performance.now() + turnMs;
      for (;;) {
        const step = await inWorkspace(pool, workspaceId, (db) => stepOperation(db, workspaceId, id, run.log));
        if (step.kind === 'not-mine') break;
        if (step.kind === 'later' || (step.kind === 'more' && performance.now() >= until)) {
          const afterMs = step.kind === 'later' ? laterMs : 0;
          await inWorkspace(pool, workspaceId, (db) => leaveOperation(db, workspaceId, id, afterMs));
          if (step.kind === 'more') leftRows.wake('operations');
        }
        if (step.kind === 'later') break;
        items += step.items;
        await offerDueWork(producer, workspaceId, toDueWork([], step.ended));
        if (step.items > 0) leftRows.wake('task_runs');
        announcer.changed(workspaceId, 'operations', 'runs', 'deliveries');
        if (step.kind === 'ended' || performance.now() >= until) break;
      }
    }
    run.note({ workspaceId, operations: operationIds.length, items });
  };
}
