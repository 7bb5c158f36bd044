import type { Resource } from '../../../api/client.ts';
import { pathOf } from '../../../components/piped-expression.ts';
import type { Catalogue } from '../../../i18n/text.tsx';
import type { Definition, Step } from './definition.ts';
import { stepsBefore } from './definition.ts';
import { outputsOf } from './step-outputs.ts';

/** Something that piped text can read, as the picker offers it. */
export interface FieldChoice {
  path: string;
  name: string;
  group: string;
  /** What the last notification had there. */
  example: string | null;
}

type EventField = Resource<'EventSourceField'>;

const contactFields = ['firstName', 'lastName', 'email', 'phone', 'externalReference', 'language'] as const;

/** What the texts of a task can read: the event and what earlier steps put out. */
export function taskChoices(
  definition: Definition,
  stepId: string | null,
  fields: readonly EventField[],
  t: Catalogue,
): FieldChoice[] {
  return [
    ...fields.map(({ name, example }) => ({
      path: pathOf('event', name),
      name,
      group: t.builder.fromEvent,
      example,
    })),
    ...stepsBefore(definition, stepId).flatMap((step) =>
      outputsOf[step.type].map(({ name }) => ({
        path: `task.${step.id}.${name}`,
        name: t.builder.outputs[name] ?? name,
        group: t.builder.fromStep(stepTitle(step, t)),
        example: null,
      })),
    ),
  ];
}

/** What a message to a person can read besides: the person, and the links. */
export function messageChoices(
  definition: Definition,
  stepId: string,
  fields: readonly EventField[],
  t: Catalogue,
): FieldChoice[] {
  const contactStep = stepsBefore(definition, stepId).find((step) => step.type === 'contact');
  const embedded = contactStep?.type === 'contact' ? Object.keys(contactStep.embeddedData) : [];
  return [
    { path: 'survey.link', name: t.builder.surveyLink, group: t.builder.links, example: null },
    { path: 'optOut.link', name: t.builder.optOutLink, group: t.builder.links, example: null },
    ...contactFields.map((name) => ({
      path: `contact.${name}`,
      name: t.workflows.fields[name],
      group: t.builder.fromContact,
      example: null,
    })),
    ...embedded.map((name) => ({
      path: pathOf('embeddedData', name),
      name,
      group: t.workflows.embeddedData,
      example: null,
    })),
    ...taskChoices(definition, stepId, fields, t),
  ];
}

/** What to call a step: its name, otherwise what it does. */
export function stepTitle(step: Step, t: Catalogue): string {
  return step.name || t.runs.taskTypes[step.type];
}
