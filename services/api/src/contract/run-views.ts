import { RunFilter, RunViewId } from '@canvass/domain';
import { z } from 'zod';
import { NoContent } from './common.ts';
import { defineRoute } from './route-spec.ts';
import { KeptRunFilter } from './run-filter.ts';

export const RunView = z.object({ id: z.string(), name: z.string(), filter: KeptRunFilter }).meta({ id: 'RunView' });

const tag = 'Runs';

export const runViewsContract = {
  listRunViews: defineRoute({
    method: 'get',
    path: '/run-views',
    tag,
    summary: 'List the filters of runs that you keep under a name',
    needs: 'read',
    reply: z.object({ data: z.array(RunView) }),
  }),
  createRunView: defineRoute({
    method: 'post',
    path: '/run-views',
    tag,
    summary: 'Keep a filter of runs under a name, for yourself; up to 50',
    needs: 'read',
    body: z.strictObject({ name: z.string().trim().min(1).max(80), filter: RunFilter }),
    reply: RunView,
    status: 201,
    problems: ['conflict'],
  }),
  deleteRunView: defineRoute({
    method: 'delete',
    path: '/run-views/{runViewId}',
    tag,
    summary: 'Forget a filter that you kept',
    needs: 'read',
    params: z.object({ runViewId: RunViewId }),
    reply: NoContent,
  }),
};
