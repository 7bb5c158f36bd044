import { findFieldTypes, findSurveyFlows, type Queryable } from '@canvass/database';
import {
  checkDefinition,
  type DefinitionProblem,
  type EventSourceId,
  flattenSteps,
  type WorkflowDefinition,
  type WorkspaceId,
} from '@canvass/domain';
import { type Place, ProblemError } from '../http/problem-error.ts';

/** What is wrong with a definition in this workspace, by how much it matters. */
export async function inspectDefinition(
  db: Queryable,
  workspaceId: WorkspaceId,
  eventSourceId: EventSourceId,
  definition: WorkflowDefinition,
): Promise<{ errors: Place[]; warnings: Place[] }> {
  const surveyIds = flattenSteps(definition.steps).flatMap((step) => ('surveyId' in step ? [step.surveyId] : []));
  const fieldTypes = await findFieldTypes(db, workspaceId, [eventSourceId]);
  const surveys = await findSurveyFlows(db, workspaceId, surveyIds);
  const problems = checkDefinition(definition, { fieldTypes: fieldTypes.get(eventSourceId) ?? null, surveys });
  return {
    errors: problems.filter(({ severity }) => severity === 'error').map(toPlace),
    warnings: problems.filter(({ severity }) => severity === 'warning').map(toPlace),
  };
}

/** Throws `invalid-definition`, with pointers into the request's `definition`, unless it has no errors. */
export async function requireSoundDefinition(
  db: Queryable,
  workspaceId: WorkspaceId,
  eventSourceId: EventSourceId,
  definition: WorkflowDefinition,
): Promise<void> {
  const { errors } = await inspectDefinition(db, workspaceId, eventSourceId, definition);
  if (errors.length === 0) return;
  const places = errors.map((error) => ({ ...error, pointer: `/definition${error.pointer}` }));
  throw new ProblemError('invalid-definition', { places });
}

function toPlace({ place, sentence, mend }: DefinitionProblem): Place {
  return { pointer: place, message: `${sentence} ${mend}` };
}
