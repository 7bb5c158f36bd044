import { findFieldTypes, findRevisionDefinitions, findRun, type RunReport } from '@canvass/database';
import {
  type ConditionInput,
  EventSourceId,
  type FieldTypes,
  flattenSteps,
  traceConditions,
  WorkflowDefinition,
} from '@canvass/domain';
import { runConditionsContract } from '../contract/run-conditions.ts';
import { found } from '../http/problem-error.ts';
import { route } from '../http/route.ts';

export const runConditionRoutes = [
  route(runConditionsContract.getRunConditions, ({ params }, { workspaceId, inWorkspace }) =>
    inWorkspace(async (db) => {
      const run = found(await findRun(db, workspaceId, params.runId));
      const stored = (await findRevisionDefinitions(db, workspaceId, [run.revisionId])).get(run.revisionId);
      const definition = WorkflowDefinition.safeParse(stored).data;
      if (definition === undefined) return { conditions: null, branches: [] };
      const sources = run.eventSourceId === null ? [] : [EventSourceId.parse(run.eventSourceId)];
      const [fieldTypes = new Map()] = (await findFieldTypes(db, workspaceId, sources)).values();
      return conditionsOf(run, definition, fieldTypes);
    }),
  ),
];

/** What a run's conditions met, each as of its decision. */
function conditionsOf(run: RunReport, definition: WorkflowDefinition, fieldTypes: FieldTypes) {
  const { conditions, steps, timeZone } = definition;
  const input = (now: Date, outputs: ConditionInput['steps']): ConditionInput => {
    return { event: run.input ?? {}, steps: outputs, fieldTypes, now, timeZone };
  };
  const branches = new Map(flattenSteps(steps).flatMap((step) => (step.type === 'branch' ? [[step.id, step.if]] : [])));
  const outputs: Record<string, Record<string, unknown>> = {};
  const decided = run.tasks.flatMap(({ stepId, output, finishedAt }) => {
    const group = branches.get(stepId);
    const seen =
      group === undefined || output === null
        ? []
        : [{ stepId, conditions: traceConditions(group, input(finishedAt ?? run.receivedAt, { ...outputs })) }];
    if (output !== null) outputs[stepId] = output;
    return seen;
  });
  return { conditions: conditions && traceConditions(conditions, input(run.receivedAt, {})), branches: decided };
}
