import { RunId } from '@canvass/domain';
import { z } from 'zod';
import { defineRoute } from './route-spec.ts';
import { ConditionsSeen } from './test-runs.ts';

export const RunConditions = z
  .object({
    conditions: ConditionsSeen.nullable().describe('What the workflow’s conditions met; null = it has none'),
    branches: z.array(z.object({ stepId: z.string(), conditions: ConditionsSeen })).describe('Those that were decided'),
  })
  .meta({ id: 'RunConditions' });

export const runConditionsContract = {
  getRunConditions: defineRoute({
    method: 'get',
    path: '/runs/{runId}/conditions',
    tag: 'Runs',
    summary: 'See what each comparison of a run’s conditions met',
    description:
      'Read again from the stored notification as of the time of the decision, by the types that the fields have now: what the run did stands in the run itself.',
    needs: 'read',
    onWorkflow: 'view',
    params: z.object({ runId: RunId }),
    reply: RunConditions,
  }),
};
