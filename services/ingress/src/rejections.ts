import { createHash } from 'node:crypto';
import {
  type ActivityAnnouncer,
  type EventSourceTarget,
  inSystem,
  type NewRejection,
  type Pool,
  recordRejections,
} from '@canvass/database';
import type { RejectionReason } from '@canvass/domain';
import { redactHead } from '@canvass/outbound-message';
import type { Logger } from '@canvass/platform';
import { GroupCommit } from './group-commit.ts';
import { rejectionsTotal } from './metrics.ts';

export interface RejectedMessage {
  readonly target: EventSourceTarget;
  readonly token: string;
  readonly reason: RejectionReason;
  readonly detail: string;
  /** The body as far as it was read. */
  readonly bytes: Uint8Array;
  readonly notificationIds: readonly string[];
}

/** Records what was not accepted. Salesforce repeats a message for 24 hours: repetitions are one row with a count. */
export class Rejections {
  readonly #log: Logger;
  readonly #group: GroupCommit<NewRejection, true>;

  constructor(pool: Pool, announcer: ActivityAnnouncer, log: Logger) {
    this.#log = log;
    this.#group = new GroupCommit({
      commit: async (rejections) => {
        await inSystem(pool, (db) => recordRejections(db, fold(rejections)));
        for (const { workspaceId } of rejections) announcer.changed(workspaceId, 'rejections');
        return rejections.map(() => true as const);
      },
      worthAlone: () => false,
      weigh: () => 1,
      maxWeight: 200,
      maxItems: 200,
      concurrency: 1,
    });
  }

  /** Does not throw: a message that is refused stays refused, recorded or not. */
  async record(message: RejectedMessage): Promise<void> {
    const { target, reason, detail } = message;
    rejectionsTotal.inc({ reason });
    try {
      await this.#group.submit({
        workspaceId: target.workspaceId,
        eventSourceId: target.id,
        reason,
        detail,
        head: redactHead(message.bytes, [message.token]),
        fingerprint: fingerprintOf(message),
        count: 1,
      });
    } catch (error) {
      this.#log.warn({ eventSourceId: target.id, reason, err: error }, 'rejection.not-recorded');
    }
  }
}

/** The same message, refused for the same reason, is known again by its notifications, otherwise by its body. */
function fingerprintOf({ reason, bytes, notificationIds }: RejectedMessage): string {
  const hash = createHash('sha256').update(reason);
  if (notificationIds.length === 0) hash.update(bytes);
  for (const id of notificationIds.toSorted()) hash.update(`\n${id}`);
  return hash.digest('hex');
}

function fold(rejections: readonly NewRejection[]): NewRejection[] {
  const same = Map.groupBy(rejections, ({ eventSourceId, fingerprint }) => `${eventSourceId} ${fingerprint}`);
  return [...same.values()].flatMap((group) => {
    const last = group.at(-1);
    return last ? [{ ...last, count: group.length }] : [];
  });
}
