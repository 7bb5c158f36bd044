import { findFieldNames, listRuns, type RunReport } from '@canvass/database';
import type { RunFilter } from '@canvass/domain';
import { hiddenWorkflows } from '../auth/workflow-access.ts';
import { toRunFilter } from '../contract/run-filter.ts';
import { Run, runsContract } from '../contract/runs.ts';
import { byteOrderMark, toCsv } from '../http/csv.ts';
import { Download } from '../http/download.ts';
import { type RequestContext, route } from '../http/route.ts';
import { describeRuns } from './describe-runs.ts';

export const runExportRoutes = [
  route(runsContract.exportRunsAsCsv, async ({ query }, context) => {
    return new Download('runs.csv', 'text/csv', csvLines(context, toRunFilter(query)));
  }),
  route(runsContract.exportRunsAsNdjson, async ({ query }, context) => {
    return new Download('runs.ndjson', 'application/x-ndjson', jsonLines(context, toRunFilter(query)));
  }),
];

/** A page is read when the one before has been taken: however many runs there are, no more than these are in memory. */
const runsAtOnce = 50;

async function* pagesOfRuns({ principal, workspaceId, inWorkspace }: RequestContext, filter: RunFilter) {
  let after: string | null = null;
  do {
    const position: string | null = after;
    const { rows, next } = await inWorkspace(async (db) => {
      const shared = { ...filter, hiddenWorkflows: await hiddenWorkflows(db, principal) };
      const page = await listRuns(db, workspaceId, shared, { limit: runsAtOnce, after: position }, 'whole-inputs');
      return { rows: await describeRuns(db, workspaceId, page.rows), next: page.next };
    });
    if (rows.length > 0) yield rows;
    after = next;
  } while (after !== null);
}

async function* jsonLines(context: RequestContext, filter: RunFilter): AsyncGenerator<string> {
  for await (const runs of pagesOfRuns(context, filter)) {
    yield runs.map((run) => `${JSON.stringify(Run.parse(run))}\n`).join('');
  }
}

async function* csvLines(context: RequestContext, filter: RunFilter): AsyncGenerator<string> {
  const { workspaceId, inWorkspace } = context;
  const fields = await inWorkspace((db) => findFieldNames(db, workspaceId, filter));
  yield byteOrderMark + toCsv([[...Object.keys(columns), ...fields.map((name) => `event.${name}`)]]);
  for await (const runs of pagesOfRuns(context, filter)) {
    yield toCsv(
      runs.map((run) => [
        ...Object.values(columns).map((value) => value(run)),
        ...fields.map((name) => run.input?.[name]),
      ]),
    );
  }
}

type DescribedRun = Awaited<ReturnType<typeof describeRuns>>[number];

const columns: Readonly<Record<string, (run: DescribedRun) => unknown>> = {
  run_id: (run) => run.id,
  status: (run) => run.status,
  workflow: (run) => run.workflowName,
  revision: (run) => run.revision,
  record_id: (run) => run.recordId,
  object: (run) => run.objectType,
  notification_id: (run) => run.notificationId,
  contact_id: (run) => run.contact?.id,
  contact_email: (run) => run.contact?.email,
  received_at: (run) => run.receivedAt,
  started_at: (run) => run.startedAt,
  finished_at: (run) => run.finishedAt,
  error_code: (run) => run.errorCode,
  error: (run) => failureOf(run)?.sentence,
  error_detail: (run) => failureOf(run)?.detail,
  remedy: (run) => failureOf(run)?.remedy,
  skipped_because: (run) => skippedBecause(run.skipped),
  trace_id: (run) => run.traceId,
  replay_id: (run) => run.replayId,
  tasks: (run) =>
    run.tasks.map(({ stepId, type, status, attempts, output, error }) => {
      return { stepId, type, status, attempts, output, error: error?.code ?? null };
    }),
};

const failureOf = (run: DescribedRun) => run.tasks.find(({ status }) => status === 'failed')?.error ?? null;

function skippedBecause(skipped: RunReport['skipped']): string | null {
  return typeof skipped?.failed === 'string' ? skipped.failed : null;
}
