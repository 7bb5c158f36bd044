import { countRuns, countRunsOverTime, findRun, listRuns, type Queryable } from '@canvass/database';
import type { RunId, WorkspaceId } from '@canvass/domain';
import { cancelRun, continueRun, type DueWork, offerDueWork, retryRun } from '@canvass/runs';
import { hiddenWorkflows } from '../auth/workflow-access.ts';
import { toRunFilter } from '../contract/run-filter.ts';
import { runsContract } from '../contract/runs.ts';
import { pageRequest, toList } from '../http/pagination.ts';
import { found, ProblemError } from '../http/problem-error.ts';
import { type RequestContext, route } from '../http/route.ts';
import { describeRuns } from './describe-runs.ts';

const mostCounted = 10_000;

export const runRoutes = [
  route(runsContract.listRuns, async ({ query }, { principal, workspaceId, inWorkspace }) => {
    const page = await inWorkspace(async (db) => {
      const filter = { ...toRunFilter(query), hiddenWorkflows: await hiddenWorkflows(db, principal) };
      const { rows, next } = await listRuns(db, workspaceId, filter, pageRequest(query));
      return { rows: await describeRuns(db, workspaceId, rows), next };
    });
    return toList(page);
  }),

  route(runsContract.countRuns, ({ query }, { principal, workspaceId, inWorkspace }) =>
    inWorkspace(async (db) => {
      const filter = { ...toRunFilter(query), hiddenWorkflows: await hiddenWorkflows(db, principal) };
      return countRuns(db, workspaceId, filter, mostCounted);
    }),
  ),

  route(runsContract.runHistogram, async ({ query }, { principal, workspaceId, inWorkspace }) => {
    const { receivedAfter, receivedBefore, bars, ...filter } = query;
    if (receivedAfter >= receivedBefore) {
      const place = { pointer: '/receivedBefore', message: 'It has to be later than receivedAfter.' };
      throw new ProblemError('invalid-request', { places: [place] });
    }
    const wanted = { ...toRunFilter(filter), receivedAfter, receivedBefore };
    return inWorkspace(async (db) => {
      const hidden = { hiddenWorkflows: await hiddenWorkflows(db, principal) };
      return { bars: await countRunsOverTime(db, workspaceId, { ...wanted, ...hidden }, bars) };
    });
  }),

  route(runsContract.getRun, ({ params }, { workspaceId, inWorkspace }) =>
    inWorkspace((db) => readRun(db, workspaceId, params.runId)),
  ),

  route(runsContract.retryRun, ({ params }, context) => intervene(context, params.runId, retryRun)),
  route(runsContract.continueRun, ({ params }, context) => intervene(context, params.runId, continueRun)),
  route(runsContract.cancelRun, ({ params }, context) => intervene(context, params.runId, cancelRun)),
];

async function intervene(
  { workspaceId, inWorkspace, services }: RequestContext,
  id: RunId,
  change: (db: Queryable, workspaceId: WorkspaceId, id: RunId) => Promise<DueWork>,
) {
  const { due, run } = await inWorkspace(async (db) => ({
    due: await change(db, workspaceId, id),
    run: await readRun(db, workspaceId, id),
  }));
  await offerDueWork(services.producer, workspaceId, due);
  services.announcer.changed(workspaceId, 'runs', 'deliveries');
  return run;
}

async function readRun(db: Queryable, workspaceId: WorkspaceId, id: RunId) {
  const run = found(await findRun(db, workspaceId, id));
  const [described] = await describeRuns(db, workspaceId, [run]);
  return found(described ?? null);
}
