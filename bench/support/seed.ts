import {
  createEventSource,
  createSurvey,
  createWorkflow,
  findEventSource,
  inWorkspace,
  newId,
  type Pool,
  publishSurvey,
  setEventSourceFields,
  switchWorkflow,
} from '@canvass/database';
import { SurveyFlow, WorkflowDefinition, WorkspaceId } from '@canvass/domain';
import { demoSurvey } from '../../packages/local/src/seed/demo-survey.ts';
import { demoCaseFields, demoWorkflow } from '../../packages/local/src/seed/demo-workflow.ts';

export interface Tenant {
  readonly workspaceId: WorkspaceId;
  /** Part of the event source's URL. */
  readonly token: string;
}

/** `contact`: the demo's contact task alone; `email`: with its survey by e-mail; `none`: nothing listens. */
export type Workload = 'contact' | 'email' | 'none';

/** A workspace with an event source and the demo's workflow, switched on. */
export async function seedTenant(pool: Pool, workload: Workload): Promise<Tenant> {
  const workspaceId = newId(WorkspaceId);
  await pool.query('insert into workspaces (id, name, backlog_limit) values ($1, $2, $3)', [
    workspaceId,
    'Bench',
    1_000_000_000,
  ]);
  return await inWorkspace(pool, workspaceId, async (db) => {
    const values = { name: 'Case closed', kind: 'salesforce' as const, organizationId: null, objectType: null };
    const sourceId = await createEventSource(db, workspaceId, values);
    const fields = demoCaseFields.map((name) => ({ name, type: 'text' as const }));
    await setEventSourceFields(db, workspaceId, sourceId, fields);
    if (workload !== 'none') {
      const flow = SurveyFlow.parse(demoSurvey.flow);
      const surveyId = await createSurvey(db, workspaceId, { ...demoSurvey, flow });
      await publishSurvey(db, workspaceId, surveyId);
      const { name, definition } = demoWorkflow(sourceId, surveyId);
      const steps = workload === 'contact' ? definition.steps.slice(0, 1) : definition.steps;
      const workflowId = await createWorkflow(db, workspaceId, {
        ...{ name, eventSourceId: sourceId, createdBy: 'bench', ownerId: null },
        definition: WorkflowDefinition.parse({ ...definition, steps }),
      });
      await switchWorkflow(db, workspaceId, workflowId, 'on');
    }
    const source = await findEventSource(db, workspaceId, sourceId);
    if (source === null) throw new Error('the event source was not made');
    return { workspaceId, token: source.token };
  });
}
