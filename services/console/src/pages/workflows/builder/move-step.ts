import {
  type Definition,
  findStep,
  insertStep,
  type ListPointer,
  type PlacedStep,
  placedSteps,
  removeStep,
  type Step,
} from './definition.ts';

/** A place between two steps, at the beginning or at the end of a list. */
export interface StepPlace {
  list: ListPointer;
  /** Where it would stand among the steps that are in the list now. */
  index: number;
}

/** Whether a step can be put there: not into itself, and not where it is. */
export function canPlace(definition: Definition, id: string, { list, index }: StepPlace): boolean {
  const here = findStep(definition, id);
  if (here === null || list.startsWith(`${here.pointer}/`)) return false;
  return list !== here.list || (index !== here.index && index !== here.index + 1);
}

/** The definition with a step (a branch with all that stands in it) at another place; null where it can't stand. */
export function placeStep(definition: Definition, id: string, place: StepPlace): Definition | null {
  const here = findStep(definition, id);
  if (here === null || !canPlace(definition, id, place)) return null;
  // Put in first under another id: taking the old one out would move the place.
  const mark = ' ';
  const both = insertStep(definition, place.list, place.index, { ...here.step, id: mark });
  const without = removeStep(both, id);
  const moved = findStep(without, mark);
  return moved === null ? null : replaced(without, moved, here.step);
}

function replaced(definition: Definition, { list, index, step }: PlacedStep, by: Step): Definition {
  return insertStep(removeStep(definition, step.id), list, index, by);
}

/** A place with what is needed to name it. */
export interface NamedPlace extends StepPlace {
  /** The step before it; null = it is the first of its list. */
  after: Step | null;
  /** The branch that it stands in, and on which way; null = on the main way. */
  within: { branch: Step; arm: 'steps' | 'otherwise' } | null;
}

/** Every place where a step can be put, from top to bottom. */
export function placesFor(definition: Definition, id: string): NamedPlace[] {
  const ofList = (steps: Step[], list: ListPointer, within: NamedPlace['within']): NamedPlace[] => [
    { list, index: 0, after: null, within },
    ...steps.flatMap((step, index) => [
      ...(step.type === 'branch'
        ? (['steps', 'otherwise'] as const).flatMap((arm) =>
            ofList(step[arm], `${list}/${index}/${arm}`, { branch: step, arm }),
          )
        : []),
      { list, index: index + 1, after: step, within },
    ]),
  ];
  return ofList(definition.steps, '/steps', null).filter((place) => canPlace(definition, id, place));
}

/** Where a step stands now, to be named. */
export function placeOf(definition: Definition, id: string): NamedPlace | null {
  const here = findStep(definition, id);
  if (here === null) return null;
  const placed = placedSteps(definition);
  const before = placed.find(({ list, index }) => list === here.list && index === here.index - 1);
  const arms = ['steps', 'otherwise'] as const;
  const within = placed.flatMap(({ step, pointer }) =>
    arms.flatMap((arm) => (`${pointer}/${arm}` === here.list ? [{ branch: step, arm }] : [])),
  )[0];
  return { list: here.list, index: here.index, after: before?.step ?? null, within: within ?? null };
}
