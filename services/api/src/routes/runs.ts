import { findRevisionDefinitions, findRun, listRuns, type Queryable, type RunReport } from '@canvass/database';
import { flattenSteps, type RunId, WorkflowDefinition, type WorkspaceId } from '@canvass/domain';
import { cancelRun, type DueWork, offerDueWork, retryRun } from '@canvass/runs';
import { hiddenWorkflows } from '../auth/workflow-access.ts';
import { runsContract } from '../contract/runs.ts';
import { pageRequest, toList } from '../http/pagination.ts';
import { found } from '../http/problem-error.ts';
import { type RequestContext, route } from '../http/route.ts';
import { explain } from './failure.ts';

export const runRoutes = [
  route(runsContract.listRuns, async ({ query }, { workspaceId, inWorkspace, principal }) => {
    const { status: statuses, ...given } = query;
    const page = await inWorkspace(async (db) => {
      const filter = { ...given, statuses, hiddenWorkflows: await hiddenWorkflows(db, principal) };
      const { rows, next } = await listRuns(db, workspaceId, filter, pageRequest(query));
      return { rows: await describe(db, workspaceId, rows), next };
    });
    return toList(page);
  }),

  route(runsContract.getRun, ({ params }, { workspaceId, inWorkspace }) =>
    inWorkspace((db) => readRun(db, workspaceId, params.runId)),
  ),

  route(runsContract.retryRun, ({ params }, context) => intervene(context, params.runId, retryRun)),
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
  const [described] = await describe(db, workspaceId, [run]);
  return found(described ?? null);
}

/** Adds the names of steps, which stand in the revision's definition, and what the catalogue says about errors. */
async function describe(db: Queryable, workspaceId: WorkspaceId, runs: readonly RunReport[]) {
  const revisionIds = [...new Set(runs.map((run) => run.revisionId))];
  const definitions = await findRevisionDefinitions(db, workspaceId, revisionIds);
  const names = new Map([...definitions].map(([id, definition]) => [id, stepNames(definition)]));
  return runs.map((run) => ({
    ...run,
    tasks: run.tasks.map((task) => ({
      ...task,
      name: names.get(run.revisionId)?.get(task.stepId) ?? null,
      error: explain(task.error),
    })),
  }));
}

function stepNames(definition: unknown): Map<string, string> {
  const parsed = WorkflowDefinition.safeParse(definition);
  const steps = parsed.success ? flattenSteps(parsed.data.steps) : [];
  return new Map(steps.flatMap((step) => (step.name === undefined ? [] : [[step.id, step.name]])));
}
