import { findFieldSightings, findSurveyFlows, type Queryable } from '@canvass/database';
import {
  checkDefinition,
  checkSilentFields,
  type DefinitionProblem,
  type EventSourceId,
  findSilentFields,
  flattenSteps,
  WorkflowDefinition,
  type WorkspaceId,
} from '@canvass/domain';
import { toPlaces } from '../http/places.ts';
import { type Place, ProblemError } from '../http/problem-error.ts';

/** What is wrong with a definition in this workspace, by how much it matters. */
export async function inspectDefinition(
  db: Queryable,
  workspaceId: WorkspaceId,
  eventSourceId: EventSourceId,
  definition: WorkflowDefinition,
): Promise<{ errors: Place[]; warnings: Place[] }> {
  const problems = await checkInWorkspace(db, workspaceId, eventSourceId, definition);
  return {
    errors: problems.filter(({ severity }) => severity === 'error').map(toPlace),
    warnings: problems.filter(({ severity }) => severity === 'warning').map(toPlace),
  };
}

/** A mistake with its place as JSON Pointer. */
export interface PlacedProblem extends Omit<DefinitionProblem, 'place'> {
  pointer: string;
}

/** Everything wrong with what may become a definition: first its form, then, once that is right, what it says. */
export async function findDefinitionProblems(
  db: Queryable,
  workspaceId: WorkspaceId,
  eventSourceId: EventSourceId,
  content: unknown,
): Promise<PlacedProblem[]> {
  const read = WorkflowDefinition.safeParse(content);
  if (!read.success) {
    return toPlaces(read.error.issues).map(({ pointer, message }) => ({
      severity: 'error',
      code: 'incomplete',
      pointer,
      sentence: message,
      mend: '',
      about: {},
      fix: null,
    }));
  }
  const problems = await checkInWorkspace(db, workspaceId, eventSourceId, read.data);
  return problems.map(toPlaced);
}

export function toPlaced({ place, ...problem }: DefinitionProblem): PlacedProblem {
  return { ...problem, pointer: place };
}

async function checkInWorkspace(
  db: Queryable,
  workspaceId: WorkspaceId,
  eventSourceId: EventSourceId,
  definition: WorkflowDefinition,
): Promise<DefinitionProblem[]> {
  const surveyIds = flattenSteps(definition.steps).flatMap((step) => ('surveyId' in step ? [step.surveyId] : []));
  const { types, sightings, lastMessageAt } = await findFieldSightings(db, workspaceId, eventSourceId);
  const surveys = await findSurveyFlows(db, workspaceId, surveyIds);
  const context = { fieldTypes: types, surveys };
  const silent = findSilentFields(sightings, lastMessageAt);
  return [...checkDefinition(definition, context), ...checkSilentFields(definition, context, silent)];
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
