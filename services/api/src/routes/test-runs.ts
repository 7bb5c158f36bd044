import { findWorkflowDraft, type Queryable, readInWorkspace, type WorkflowReport } from '@canvass/database';
import { flattenSteps, isTimeZone, WorkflowDefinition, type WorkspaceId } from '@canvass/domain';
import { previewMessage, testRun } from '@canvass/tasks';
import { testRunsContract } from '../contract/test-runs.ts';
import { toPlaces } from '../http/places.ts';
import { found, ProblemError } from '../http/problem-error.ts';
import { route } from '../http/route.ts';
import { explain } from './failure.ts';
import { readSample } from './read-sample.ts';

export const testRunRoutes = [
  route(testRunsContract.testRunWorkflow, ({ params, body }, { workspaceId, services }) =>
    readInWorkspace(services.pool, workspaceId, async (db) => {
      const { workflow, ...sample } = await readSample(db, workspaceId, params.workflowId, body);
      const definition = await definitionToTry(db, workspaceId, workflow, body);
      const names = new Map(flattenSteps(definition.steps).map(({ id, name }) => [id, name ?? null]));
      const { steps, ...run } = await testRun(db, workspaceId, {
        ...sample,
        definition,
        arrivedAt: body.arrivedAt ?? new Date(),
        surveyUrl: services.urls.survey,
      });
      return {
        ...run,
        steps: steps.map((step) => ({ ...step, name: names.get(step.stepId) ?? null, error: explain(step.error) })),
      };
    }),
  ),

  route(testRunsContract.previewMessage, ({ params, body }, { workspaceId, services }) =>
    readInWorkspace(services.pool, workspaceId, async (db) => {
      const { workflow: _workflow, ...sample } = await readSample(db, workspaceId, params.workflowId, body);
      const { error, ...preview } = await previewMessage(db, workspaceId, {
        ...sample,
        message: textsOf(body.message),
        contactTask: body.contactTask,
        arrivedAt: new Date(),
        timeZone: isTimeZone(body.timeZone) ? body.timeZone : 'UTC',
        surveyUrl: services.urls.survey,
      });
      return { ...preview, error: explain(error) };
    }),
  ),
];

async function definitionToTry(
  db: Queryable,
  workspaceId: WorkspaceId,
  workflow: WorkflowReport,
  { revision, definition }: { revision: 'live' | 'draft'; definition?: Record<string, unknown> | undefined },
): Promise<WorkflowDefinition> {
  if (definition === undefined && revision === 'live') return workflow.definition;
  const content = definition ?? found(await findWorkflowDraft(db, workspaceId, workflow.id)).content;
  const read = WorkflowDefinition.safeParse(content);
  if (read.success) return read.data;
  throw new ProblemError('invalid-definition', { places: toPlaces(read.error.issues, ['definition']) });
}

type PreviewedTexts = Parameters<typeof previewMessage>[2]['message'];

/** A preview needs no sender that is allowed to send. */
function textsOf(
  message:
    | { type: 'sms-survey'; message: string }
    | { type: 'email-survey'; fromName: string | null; subject: string; message: string },
): PreviewedTexts {
  if (message.type === 'sms-survey') return message;
  const { fromName, ...texts } = message;
  return { ...texts, from: { email: '', ...(fromName === null ? {} : { name: fromName }) } };
}
