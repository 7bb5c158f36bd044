import { checkDefinition } from './check-definition.ts';
import { type DefinitionContext, type DefinitionProblem, doubtful } from './definition-problem.ts';
import type { WorkflowDefinition } from './workflow-definition.ts';

/** A field has stopped coming once messages came without it for this long. */
const silentAfterMs = 7 * 24 * 3_600_000;

/** When each field of an event source was last in a message; null = it never was. */
export type FieldSightings = ReadonlyMap<string, Date | null>;

/**
 * Fields that used to come and are in no message any more. A field that is empty on a record is not in its message, so this
 * is a suspicion: the field was taken out of the outbound message, or hidden from its user, or nobody fills it.
 */
export function findSilentFields(sightings: FieldSightings, lastMessageAt: Date | null): Map<string, Date> {
  const silent = new Map<string, Date>();
  for (const [name, at] of sightings) {
    if (at !== null && lastMessageAt !== null && lastMessageAt.getTime() - at.getTime() >= silentAfterMs)
      silent.set(name, at);
  }
  return silent;
}

/** A warning at each place of a workflow that reads a field which stopped coming. */
export function checkSilentFields(
  definition: WorkflowDefinition,
  context: DefinitionContext,
  silent: ReadonlyMap<string, Date>,
): DefinitionProblem[] {
  return [...silent].flatMap(([name, at]) =>
    placesReading(definition, context, name).map((place) => warning(name, at, place)),
  );
}

/** The fields of the event source that a workflow reads, by name. */
export function usedFields(definition: WorkflowDefinition, context: DefinitionContext): string[] {
  const names = [...(context.fieldTypes?.keys() ?? [])];
  return names.filter((name) => placesReading(definition, context, name).length > 0).toSorted();
}

/** Where a workflow reads a field. Read as if the event source did not know it: what is unknown then is where. */
function placesReading(definition: WorkflowDefinition, context: DefinitionContext, name: string): string[] {
  const { fieldTypes } = context;
  if (fieldTypes === null || !JSON.stringify(definition).includes(name)) return [];
  const without = new Map([...fieldTypes, [placeholder, 'text' as const]]);
  without.delete(name);
  const byName = { ...context, onlyNames: true };
  const before = new Set(checkDefinition(definition, byName).map(keyOf));
  return checkDefinition(definition, { ...byName, fieldTypes: without })
    .filter((problem) => problem.code === 'unknown-field' && !before.has(keyOf(problem)))
    .map(({ place }) => place);
}

/** Keeps the catalogue from being empty, which would mean that it is not known. */
const placeholder = ' ';

function keyOf({ code, place, sentence }: DefinitionProblem): string {
  return `${code} ${place} ${sentence}`;
}

function warning(name: string, at: Date, place: string): DefinitionProblem {
  const day = at.toISOString().slice(0, 10);
  const sentence = `“${name}” was last in a message on ${day}: no message since had it.`;
  const mend = `See in Salesforce whether the outbound message still selects “${name}” and its user may see it.`;
  return doubtful('field-stopped-coming', place, sentence, mend, { about: { field: name, day } });
}
