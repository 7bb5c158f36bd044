import { type Definition, placedSteps, type Step } from './definition.ts';

export interface StepChange {
  kind: 'added' | 'removed' | 'changed' | 'moved';
  step: Step;
  /** Of a changed step: what of it. */
  parts: string[];
}
export interface DefinitionChanges {
  conditions: boolean;
  timeZone: boolean;
  steps: StepChange[];
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** What publishing changes, step by step; a step is known by its id. */
export function definitionChanges(before: Definition, after: Definition): DefinitionChanges {
  const [old, now] = [before, after].map(
    (definition) => new Map(placedSteps(definition).map((placed) => [placed.step.id, placed])),
  );
  const added = [...(now ?? [])].flatMap(([id, { step }]) => (old?.has(id) ? [] : [change('added', step)]));
  const removed = [...(old ?? [])].flatMap(([id, { step }]) => (now?.has(id) ? [] : [change('removed', step)]));
  const kept = [...(now ?? [])].flatMap(([id, placed]) => {
    const earlier = old?.get(id);
    if (earlier === undefined) return [];
    const parts = changedParts(earlier.step, placed.step);
    if (parts.length > 0) return [{ kind: 'changed' as const, step: placed.step, parts }];
    return isMoved(id, [...(old ?? [])], [...(now ?? [])]) ? [change('moved', placed.step)] : [];
  });
  return {
    conditions: !same(before.conditions, after.conditions),
    timeZone: before.timeZone !== after.timeZone,
    steps: [...kept, ...added, ...removed],
  };
}

const change = (kind: 'added' | 'removed' | 'moved', step: Step): StepChange => ({ kind, step, parts: [] });

/** Its list, or what stands directly before it among the steps that both have, is another. */
function isMoved(id: string, old: [string, { list: string }][], now: [string, { list: string }][]): boolean {
  const both = (entries: typeof old, others: typeof old) =>
    entries.filter(([each]) => others.some(([other]) => other === each));
  const before = (entries: typeof old) => entries[entries.findIndex(([each]) => each === id) - 1]?.[0];
  return before(both(old, now)) !== before(both(now, old));
}

function changedParts(before: Step, after: Step): string[] {
  const own = (step: Step) => Object.fromEntries(Object.entries(step).filter(([key]) => !['steps', 'otherwise'].includes(key))); // biome-ignore format: one thought
  const [old, now] = [own(before), own(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((key) => !same(old[key], now[key]));
}
