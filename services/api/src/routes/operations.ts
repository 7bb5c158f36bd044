import {
  addOperation,
  findOperation,
  listOperationItems,
  listOperations,
  newId,
  type OperationReport,
  type Page,
  type Queryable,
  type ReportedItem,
  stopOperation,
} from '@canvass/database';
import { itemReasons, OperationId, type WorkspaceId } from '@canvass/domain';
import { currentTraceparent } from '@canvass/platform';
import { toActor, toActorName } from '../auth/principal.ts';
import { hiddenWorkflows, requireRightOnWorkflow, workflowsWithout } from '../auth/workflow-access.ts';
import { operationsContract } from '../contract/operations.ts';
import { byteOrderMark, toCsv } from '../http/csv.ts';
import { Download } from '../http/download.ts';
import { pageRequest, toList } from '../http/pagination.ts';
import { found, ProblemError } from '../http/problem-error.ts';
import { type RequestContext, route } from '../http/route.ts';
import { explain } from './failure.ts';
import { previewReplay } from './replay-preview.ts';

export const operationRoutes = [
  route(operationsContract.listOperations, async ({ query }, { workspaceId, inWorkspace }) => {
    const { rows, next } = await inWorkspace((db) => listOperations(db, workspaceId, pageRequest(query)));
    return toList({ rows: rows.map(describe), next });
  }),

  route(operationsContract.startOperation, async ({ body }, { principal, workspaceId, inWorkspace, services }) => {
    const id = newId(OperationId);
    const operation = await inWorkspace(async (db) => {
      if (body.kind === 'replay-notifications' && body.replay.workflowId !== null) {
        await requireRightOnWorkflow(db, principal, { workflowId: body.replay.workflowId }, 'report');
      }
      const added = await addOperation(db, workspaceId, {
        ...{ id, definition: body, traceparent: currentTraceparent() },
        ...{ createdBy: toActor(principal), createdByName: toActorName(principal) },
        leftOut: await workflowsWithout(db, principal, 'report'),
      });
      if (!added)
        throw new ProblemError('conflict', { detail: 'The workspace has 20 operations that are not finished.' });
      return readOperation(db, workspaceId, id);
    });
    services.announcer.changed(workspaceId, 'operations');
    services.leftRows.wake('operations');
    return operation;
  }),

  route(operationsContract.previewReplay, ({ body }, { principal, workspaceId, inWorkspace }) =>
    inWorkspace(async (db) => previewReplay(db, workspaceId, body, await workflowsWithout(db, principal, 'report'))),
  ),

  route(operationsContract.getOperation, ({ params }, { workspaceId, inWorkspace }) =>
    inWorkspace((db) => readOperation(db, workspaceId, params.operationId)),
  ),

  route(operationsContract.stopOperation, async ({ params }, { workspaceId, inWorkspace, services }) => {
    const operation = await inWorkspace(async (db) => {
      const stopped = await stopOperation(db, workspaceId, params.operationId);
      const operation = await readOperation(db, workspaceId, params.operationId);
      if (!stopped) throw new ProblemError('conflict', { detail: `The operation is ${operation.status}.` });
      return operation;
    });
    services.announcer.changed(workspaceId, 'operations');
    services.leftRows.wake('operations');
    return operation;
  }),

  route(operationsContract.downloadOperationReport, async ({ params }, context) => {
    const { workspaceId, inWorkspace } = context;
    const operation = found(await inWorkspace((db) => findOperation(db, workspaceId, params.operationId)));
    return new Download(`operation-${operation.id}.csv`, 'text/csv', reportLines(context, operation));
  }),
];

const reportedAtOnce = 1_000;

async function* reportLines(
  { principal, workspaceId, inWorkspace }: RequestContext,
  { id, definition }: OperationReport,
): AsyncGenerator<string> {
  const items = definition.kind === 'replay-notifications' ? 'notifications' : 'runs';
  const itemColumn = items === 'runs' ? 'run_id' : 'notification_id';
  yield byteOrderMark + toCsv([[itemColumn, 'record_id', 'workflow', 'outcome', 'reason_code', 'reason', 'at']]);
  const hidden = await inWorkspace((db) => hiddenWorkflows(db, principal));
  let after: string | null = null;
  do {
    const position: string | null = after;
    const page: Page<ReportedItem> = await inWorkspace((db) =>
      listOperationItems(
        db,
        workspaceId,
        { id, items, hiddenWorkflows: hidden },
        { limit: reportedAtOnce, after: position },
      ),
    );
    if (page.rows.length > 0) {
      yield toCsv(
        page.rows.map((item) => [
          ...[item.id, item.recordId, item.workflowName, item.outcome],
          ...[item.reason, item.reason === null ? null : itemReasons[item.reason], item.at],
        ]),
      );
    }
    after = page.next;
  } while (after !== null);
}

async function readOperation(db: Queryable, workspaceId: WorkspaceId, id: OperationId) {
  return describe(found(await findOperation(db, workspaceId, id)));
}

function describe({ definition, error, createdBy: _createdBy, ...operation }: OperationReport) {
  const base = { ...operation, kind: definition.kind, error: explain(error), replay: null, filter: null, chosen: null };
  if (definition.kind !== 'replay-notifications') return { ...base, ...selectionOf(definition.runs) };
  const { notifications, ...replay } = definition.replay;
  return { ...base, replay, ...selectionOf(notifications) };
}

function selectionOf<Filter>(
  given: { filter: Filter } | { runIds: readonly string[] } | { notificationIds: readonly string[] },
): { chosen: number | null; filter: Filter | null } {
  if ('filter' in given) return { chosen: null, filter: given.filter };
  return { chosen: ('runIds' in given ? given.runIds : given.notificationIds).length, filter: null };
}
