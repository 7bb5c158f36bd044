import type { Resource } from '../../api/client.ts';

type Step = Resource<'StepOutput'>;

/** A step of a definition by its id, however deep in branches. */
export function findStep(steps: Step[], stepId: string): Step | null {
  for (const step of steps) {
    if (step.id === stepId) return step;
    if (step.type !== 'branch') continue;
    const found = findStep(step.steps, stepId) ?? findStep(step.otherwise, stepId);
    if (found) return found;
  }
  return null;
}

const eventField = /\bevent\.([A-Za-z][A-Za-z0-9_.]*)/g;

/** The event fields that a step reads, in the order of their appearance: by its piped text, or by a branch's conditions. */
export function usedFields(step: Step): string[] {
  if (step.type === 'branch') return [...new Set(comparedFields(step.if))];
  const fields = new Set<string>();
  for (const text of textsOf(step)) {
    for (const expression of text.match(/\{[{%][\s\S]*?[%}]\}/g) ?? []) {
      for (const [, field] of expression.matchAll(eventField)) if (field) fields.add(field);
    }
  }
  return [...fields];
}

function comparedFields(condition: Resource<'ConditionOutput'>): string[] {
  if (condition.kind === 'group') return condition.conditions.flatMap(comparedFields);
  return condition.left.from === 'event' ? [condition.left.field] : [];
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}
