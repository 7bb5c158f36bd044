import { z } from 'zod';
import { fieldTypes } from './field-catalogue.ts';
import type { SurveyId } from './ids.ts';
import type { WorkflowDefinition } from './workflow-definition.ts';

/** Rises when a file of the new form can't be read by the rules of the one before. */
export const workflowFileVersion = 1;

const name = z.string().min(1).max(255);

/**
 * A workflow on its way to another workspace, or into Git. It holds no ids of the workspace that it comes from: an event
 * source and surveys stand by name, and whoever takes it in says which of theirs are meant.
 */
export const WorkflowFile = z.strictObject({
  canvass: z.literal('workflow'),
  version: z.literal(workflowFileVersion),
  name,
  eventSource: z.strictObject({
    name,
    objectType: z.string().max(255).nullable(),
    /** Those that the workflow reads. */
    fields: z.record(z.string().min(1).max(255), z.enum(fieldTypes)),
  }),
  /** By the reference that stands in steps. */
  surveys: z.record(
    z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      .max(120),
    z.strictObject({ name }),
  ),
  /** A workflow definition whose steps have `survey`, a reference, in place of `surveyId`. */
  definition: z.record(z.string(), z.unknown()),
});
export type WorkflowFile = z.output<typeof WorkflowFile>;

export interface WorkflowToWrite {
  readonly name: string;
  readonly definition: WorkflowDefinition;
  readonly eventSource: WorkflowFile['eventSource'];
  readonly surveyNames: ReadonlyMap<SurveyId, string>;
}

/** The file of a workflow. A survey that is no more is named by what its steps are left with: nothing. */
export function toWorkflowFile({ name, definition, eventSource, surveyNames }: WorkflowToWrite): WorkflowFile {
  const references = referencesOf(surveyNames);
  const withReferences = mapSteps(definition, ({ surveyId, ...step }) => {
    const reference = typeof surveyId === 'string' ? references.get(surveyId) : undefined;
    return reference === undefined ? step : { ...step, survey: reference };
  });
  const surveys = [...surveyNames].map(([id, surveyName]) => [references.get(id) ?? id, { name: surveyName }]);
  return {
    canvass: 'workflow',
    version: workflowFileVersion,
    name,
    eventSource,
    surveys: Object.fromEntries(surveys),
    definition: withReferences,
  };
}

/** The definition that a file stands for, once each reference means a survey. A reference without one is left out. */
export function fromWorkflowFile(file: WorkflowFile, surveys: ReadonlyMap<string, SurveyId>): Record<string, unknown> {
  return mapSteps(file.definition, ({ survey, ...step }) => {
    const surveyId = typeof survey === 'string' ? surveys.get(survey) : undefined;
    return surveyId === undefined ? step : { ...step, surveyId };
  });
}

/** As text for Git: the same workflow is the same text, whatever the order of its properties was. */
export function writeWorkflowFile(file: WorkflowFile): string {
  return `${JSON.stringify(sorted(file), null, 2)}\n`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  const keys = Object.keys(value).toSorted();
  // `undefined` is no JSON: a property without a value is none.
  return Object.fromEntries(keys.flatMap((key) => (value[key] === undefined ? [] : [[key, sorted(value[key])]])));
}

/** A readable reference for each survey; surveys of one name are told apart by their order. */
function referencesOf(names: ReadonlyMap<string, string>): Map<string, string> {
  const taken = new Set<string>();
  const references = new Map<string, string>();
  const inOrder = [...names].toSorted(([idA, a], [idB, b]) => (a === b ? compare(idA, idB) : compare(a, b)));
  for (const [id, surveyName] of inOrder) {
    const base = slug(surveyName);
    let reference = base;
    for (let number = 2; taken.has(reference); number += 1) reference = `${base}-${number}`;
    taken.add(reference);
    references.set(id, reference);
  }
  return references;
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));

function slug(text: string): string {
  const plain = text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 80)
    .replaceAll(/^-+|-+$/g, '');
  return plain === '' ? 'survey' : plain;
}

type Json = Record<string, unknown>;

/** Changes each step, however deep it stands: in any list of a step whose entries have an id and a type. */
function mapSteps(definition: object, change: (step: Json) => Json): Json {
  const { steps, ...rest } = { steps: undefined, ...definition };
  return { ...rest, ...(steps === undefined ? {} : { steps: mapList(steps, change) }) };
}

function mapList(list: unknown, change: (step: Json) => Json): unknown {
  if (!Array.isArray(list)) return list;
  return list.map((entry: unknown) => {
    if (!isRecord(entry) || typeof entry.id !== 'string' || typeof entry.type !== 'string') return entry;
    const within = Object.entries(entry).map(([key, value]) => [key, mapList(value, change)]);
    return change(Object.fromEntries(within));
  });
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
