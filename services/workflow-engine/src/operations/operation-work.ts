import {
  countNotifications,
  countRuns,
  findNotificationIds,
  findRunIds,
  type OperationInHand,
  type Queryable,
} from '@canvass/database';
import {
  cancellableStatuses,
  NotificationId,
  type OperationDefinition,
  type RunFilter,
  RunId,
  type RunStatus,
  retriableStatuses,
  type WorkspaceId,
} from '@canvass/domain';
import { cancelRuns, type ItemResult, replayNotifications, retryRuns } from '@canvass/runs';

/** Counted before the work, so that progress can be told; beyond this it is told without an end. */
const mostCounted = 1_000_000;

export interface ItemStretch<Id extends string> {
  readonly ids: readonly Id[];
  /** Where to go on; null = there are no more items. */
  readonly position: string | null;
}

/** What one kind of operation does. Items are gone through in the order of their ids. */
export interface OperationWork<Id extends string = string> {
  /** Null = more than can be counted. */
  count(db: Queryable): Promise<number | null>;
  next(db: Queryable, after: string | null, limit: number): Promise<ItemStretch<Id>>;
  carryOut(
    db: Queryable,
    ids: readonly Id[],
    now: Date,
  ): Promise<{ items: readonly ItemResult[]; ended: readonly RunStatus[] }>;
}

export function operationWork(
  workspaceId: WorkspaceId,
  definition: OperationDefinition,
  operation: Pick<OperationInHand, 'id' | 'createdAt' | 'leftOut' | 'traceparent'>,
): OperationWork {
  switch (definition.kind) {
    case 'retry-runs':
      return workOnRuns(workspaceId, definition.runs, operation, {
        statuses: retriableStatuses,
        carryOut: async (db, ids) => ({ items: await retryRuns(db, workspaceId, ids, operation.leftOut), ended: [] }),
      });
    case 'cancel-runs':
      return workOnRuns(workspaceId, definition.runs, operation, {
        statuses: cancellableStatuses,
        carryOut: async (db, ids) => {
          const items = await cancelRuns(db, workspaceId, ids, operation.leftOut);
          return { items, ended: items.flatMap(({ outcome }) => (outcome === 'done' ? ['cancelled' as const] : [])) };
        },
      });
    case 'replay-notifications':
      return workOnNotifications(workspaceId, definition.replay, operation);
  }
}

type DefinitionOf<Kind extends OperationDefinition['kind']> = Extract<OperationDefinition, { kind: Kind }>;

function workOnRuns(
  workspaceId: WorkspaceId,
  runs: DefinitionOf<'retry-runs'>['runs'],
  { createdAt, leftOut }: Pick<OperationInHand, 'createdAt' | 'leftOut'>,
  kind: {
    statuses: readonly RunStatus[];
    carryOut(db: Queryable, ids: readonly RunId[]): ReturnType<OperationWork['carryOut']>;
  },
): OperationWork {
  const carryOut: OperationWork['carryOut'] = (db, ids) => kind.carryOut(db, RunId.array().parse(ids));
  if ('runIds' in runs) return { ...chosen(runs.runIds), carryOut };
  const narrow = narrowed(runs.filter, kind.statuses, createdAt);
  if (narrow === null) return { ...chosen([]), carryOut };
  const filter = { ...narrow, hiddenWorkflows: leftOut };
  return {
    async count(db) {
      const { count, capped } = await countRuns(db, workspaceId, filter, mostCounted);
      return capped ? null : count;
    },
    async next(db, after, limit) {
      const ids = await findRunIds<RunId>(db, workspaceId, filter, { order: 'asc', after, limit });
      return { ids, position: ids.length < limit ? null : (ids.at(-1) ?? null) };
    },
    carryOut,
  };
}

/** Runs that the kind can do something about, of notifications that arrived before it was started. Null = there are none. */
function narrowed(filter: RunFilter, statuses: readonly RunStatus[], createdAt: Date): RunFilter | null {
  const wanted = statuses.filter((status) => filter.statuses?.includes(status) ?? true);
  return wanted.length === 0 ? null : { ...arrivedBefore(filter, createdAt), statuses: wanted };
}

/**
 * The filter without what arrived after the operation was created: an operation comes to an end. `createdAt` has lost its
 * microseconds, so its whole millisecond belongs to the time before.
 */
function arrivedBefore<Filter extends { receivedBefore?: Date | undefined }>(filter: Filter, createdAt: Date): Filter {
  const end = new Date(createdAt.getTime() + 1);
  const { receivedBefore } = filter;
  return { ...filter, receivedBefore: receivedBefore !== undefined && receivedBefore < end ? receivedBefore : end };
}

function workOnNotifications(
  workspaceId: WorkspaceId,
  { notifications, ...replay }: DefinitionOf<'replay-notifications'>['replay'],
  { id, createdAt, leftOut, traceparent }: Pick<OperationInHand, 'id' | 'createdAt' | 'leftOut' | 'traceparent'>,
): OperationWork {
  const carryOut: OperationWork['carryOut'] = (db, ids, now) =>
    replayNotifications(db, workspaceId, replay, { id, leftOut, traceparent, now }, NotificationId.array().parse(ids));
  if ('notificationIds' in notifications) return { ...chosen(notifications.notificationIds), carryOut };
  const filter = arrivedBefore(notifications.filter, createdAt);
  return {
    async count(db) {
      const { count, capped } = await countNotifications(db, workspaceId, filter, mostCounted);
      return capped ? null : count;
    },
    next: (db, after, limit) => findNotificationIds(db, workspaceId, filter, { after, limit }),
    carryOut,
  };
}

function chosen(given: readonly string[]): Pick<OperationWork, 'count' | 'next'> {
  const all = [...new Set(given)].toSorted();
  return {
    count: async () => all.length,
    async next(_db, after, limit) {
      const left = all.filter((id) => after === null || id > after);
      const ids = left.slice(0, limit);
      return { ids, position: ids.length < left.length ? (ids.at(-1) ?? null) : null };
    },
  };
}
