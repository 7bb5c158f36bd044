import {
  type EventSourceReport,
  findEventSource,
  findEventSourcesNamed,
  findSurveysNamed,
  type Queryable,
} from '@canvass/database';
import {
  type EventSourceId,
  fromWorkflowFile,
  type SurveyId,
  WorkflowDefinition,
  WorkflowFile,
  type WorkspaceId,
} from '@canvass/domain';
import { toPlaces } from '../http/places.ts';
import { ProblemError } from '../http/problem-error.ts';

export interface ImportRequest {
  file: Record<string, unknown>;
  eventSourceId?: EventSourceId | undefined;
  surveys: Record<string, SurveyId>;
}

/** A workflow file as it stands in this workspace. */
export interface WorkflowImport {
  readonly file: WorkflowFile;
  /** Null = none was chosen, and none, or more than one, has the name. */
  readonly source: EventSourceReport | null;
  readonly surveys: ReadonlyMap<string, SurveyId>;
  /** The definition as far as its references mean something here. */
  readonly content: Record<string, unknown>;
  /** The same, whole; throws with the places of what is not resolved, or not a definition. */
  resolved(): { source: EventSourceReport; definition: WorkflowDefinition };
}

/** Reads a file and finds what its names mean here; throws with the places of what is no workflow file. */
export async function readImport(
  db: Queryable,
  workspaceId: WorkspaceId,
  request: ImportRequest,
): Promise<WorkflowImport> {
  const read = WorkflowFile.safeParse(request.file);
  if (!read.success) throw new ProblemError('invalid-definition', { places: toPlaces(read.error.issues, ['file']) });
  const file = read.data;
  const source = await chosenSource(db, workspaceId, file, request.eventSourceId);
  const surveys = await chosenSurveys(db, workspaceId, file, request.surveys);
  const content = fromWorkflowFile(file, surveys);
  return {
    file,
    source,
    surveys,
    content,
    resolved() {
      const places = Object.keys(file.surveys)
        .filter((reference) => !surveys.has(reference))
        .map((reference) => ({ pointer: `/surveys/${reference}`, message: 'Choose the survey that is meant.' }));
      if (source === null) places.unshift({ pointer: '/eventSourceId', message: 'Choose the event source.' });
      if (source === null || places.length > 0) throw new ProblemError('invalid-request', { places });
      const parsed = WorkflowDefinition.safeParse(content);
      if (parsed.success) return { source, definition: parsed.data };
      throw new ProblemError('invalid-definition', { places: toPlaces(parsed.error.issues, ['file', 'definition']) });
    },
  };
}

async function chosenSource(
  db: Queryable,
  workspaceId: WorkspaceId,
  { eventSource }: WorkflowFile,
  chosen: EventSourceId | undefined,
): Promise<EventSourceReport | null> {
  if (chosen !== undefined) {
    const source = await findEventSource(db, workspaceId, chosen);
    if (source !== null) return source;
    const place = { pointer: '/eventSourceId', message: 'The workspace has no such event source.' };
    throw new ProblemError('invalid-request', { places: [place] });
  }
  const named = await findEventSourcesNamed(db, workspaceId, eventSource.name);
  const fitting = named.filter(
    ({ objectType }) => objectType === null || eventSource.objectType === null || objectType === eventSource.objectType,
  );
  const [only] = fitting;
  return only === undefined || fitting.length > 1 ? null : findEventSource(db, workspaceId, only.id);
}

async function chosenSurveys(
  db: Queryable,
  workspaceId: WorkspaceId,
  file: WorkflowFile,
  chosen: Record<string, SurveyId>,
): Promise<Map<string, SurveyId>> {
  const named = await findSurveysNamed(
    db,
    workspaceId,
    Object.values(file.surveys).map(({ name }) => name),
  );
  return new Map(
    Object.entries(file.surveys).flatMap(([reference, { name }]) => {
      const ofName = named.get(name) ?? [];
      const id = chosen[reference] ?? (ofName.length === 1 ? ofName[0] : undefined);
      return id === undefined ? [] : [[reference, id] as const];
    }),
  );
}
