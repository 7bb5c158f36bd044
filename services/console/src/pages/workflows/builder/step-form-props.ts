import type { Resource } from '../../../api/client.ts';
import type { Definition, Step } from './definition.ts';

/** What the form of a step gets; `Kind` is the type of step that it edits. */
export interface StepFormProps<Kind extends Step> {
  step: Kind;
  /** `place` names the field, so that typing on in it is undone at once. */
  onChange(step: Kind, place: string): void;
  definition: Definition;
  fields: readonly Resource<'EventSourceField'>[];
  pointer: string;
  problems: readonly Resource<'DefinitionProblem'>[];
}
