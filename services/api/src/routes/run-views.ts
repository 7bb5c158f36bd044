import { addRunView, deleteRunView, listRunViews, newId } from '@canvass/database';
import { RunViewId } from '@canvass/domain';
import { toActor } from '../auth/principal.ts';
import { runViewsContract } from '../contract/run-views.ts';
import { ProblemError } from '../http/problem-error.ts';
import { route } from '../http/route.ts';

export const runViewRoutes = [
  route(runViewsContract.listRunViews, async (_request, { principal, workspaceId, inWorkspace }) => ({
    data: await inWorkspace((db) => listRunViews(db, workspaceId, toActor(principal))),
  })),

  route(runViewsContract.createRunView, async ({ body }, { principal, workspaceId, inWorkspace }) => {
    const view = { id: newId(RunViewId), ...body };
    const added = await inWorkspace((db) => addRunView(db, workspaceId, toActor(principal), view));
    if (!added) {
      throw new ProblemError('conflict', { detail: 'You keep a filter of this name already, or 50 of them.' });
    }
    return view;
  }),

  route(runViewsContract.deleteRunView, async ({ params }, { principal, workspaceId, inWorkspace }) => {
    const { runViewId } = params;
    const deleted = await inWorkspace((db) => deleteRunView(db, workspaceId, toActor(principal), runViewId));
    if (!deleted) throw new ProblemError('not-found');
    return null;
  }),
];
