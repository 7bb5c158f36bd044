import type { FieldTypes } from './field-catalogue.ts';
import type { SurveyFlow } from './survey-flow.ts';
import type { Step } from './workflow-definition.ts';

export const maxConditionDepth = 10;
export const maxSteps = 100;

export interface DefinitionProblem {
  /** An error keeps the workflow from being saved or turned on; a warning does not. */
  severity: 'error' | 'warning';
  code: string;
  /** JSON pointer into the definition: `/steps/1/message`. */
  place: string;
  sentence: string;
  mend: string;
}

export interface DefinitionContext {
  /** The event source's catalogue; null or empty while it is not known: then no field is called unknown. */
  fieldTypes: FieldTypes | null;
  /** The workspace's surveys by id, where they should be checked. */
  surveys?: ReadonlyMap<string, { name: string; flow: SurveyFlow }>;
}

/** Where a step stands: what it can read. */
export interface StepSurroundings extends DefinitionContext {
  /** Steps that can have been done before, by id. */
  earlier: ReadonlyMap<string, Step>;
  /** False where it is decided whether there is a run at all. */
  isRunning: boolean;
}
