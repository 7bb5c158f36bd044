import type { FieldTypes } from './field-catalogue.ts';
import type { SurveyStatus } from './statuses.ts';
import type { SurveyFlow } from './survey-flow.ts';
import type { Step } from './workflow-definition.ts';

export const maxConditionDepth = 10;
export const maxSteps = 100;

/** What can be wrong with a workflow. A code, once published, is never reused for something else. */
export const definitionProblemCodes = [
  'incomplete',
  'unknown-time-zone',
  'duplicate-step-id',
  'too-many-steps',
  'condition-too-deep',
  'unknown-field',
  'unknown-step',
  'operator-not-of-type',
  'value-not-of-type',
  'value-missing',
  'value-empty',
  'range-reversed',
  'invalid-pattern',
  'contact-not-yet',
  'contact-not-found-yet',
  'conditions-never-met',
  'branch-never-met',
  'branch-always-met',
  'branch-without-condition',
  'branch-empty',
  'piped-text-syntax',
  'not-available-here',
  'piped-text-too-long',
  'text-missing',
  'output-not-certain',
  'match-value-missing',
  'match-key-unused',
  'survey-link-missing',
  'contact-step-unknown',
  'address-not-supplied',
  'survey-unknown',
  'survey-not-published',
  'survey-paused',
  'survey-closed',
  'embedded-data-not-declared',
  'from-not-verified',
  'channel-not-set-up',
  'wait-too-long',
  'wait-not-a-date',
  'wait-step-unknown',
  'wait-outlasts-link',
  'wait-never-goes-on',
  'wait-leads-nowhere',
  'field-stopped-coming',
] as const;
export type DefinitionProblemCode = (typeof definitionProblemCodes)[number];

/** What mends a problem by one click. */
export interface DefinitionFix {
  /** Declares embedded data in the flow of a survey. */
  kind: 'declare-embedded-data';
  surveyId: string;
  names: string[];
}

export interface DefinitionProblem {
  /** An error keeps the workflow from being saved or turned on; a warning does not. */
  severity: 'error' | 'warning';
  code: DefinitionProblemCode;
  /** JSON pointer into the definition: `/steps/1/message`. */
  place: string;
  sentence: string;
  mend: string;
  /** What the sentence speaks of (`field`, `step`, `value`, …), for interfaces that say it in another language. */
  about: Record<string, string>;
  fix: DefinitionFix | null;
}

type Rest = Partial<Pick<DefinitionProblem, 'about' | 'fix'>>;

/** A mistake that keeps the workflow from being switched on. */
export function wrong(
  code: DefinitionProblemCode,
  place: string,
  sentence: string,
  mend: string,
  { about = {}, fix = null }: Rest = {},
): DefinitionProblem {
  return { severity: 'error', code, place, sentence, mend, about, fix };
}

/** Something that may not do what was meant. */
export function doubtful(...[code, place, sentence, mend, rest]: Parameters<typeof wrong>): DefinitionProblem {
  return { ...wrong(code, place, sentence, mend, rest), severity: 'warning' };
}

/** What is known of a survey that a task may send. */
export interface KnownSurvey {
  name: string;
  /** Of the published version, or else of the draft. */
  flow: SurveyFlow;
  /** Left out: not looked at. */
  status?: SurveyStatus;
}

export interface DefinitionContext {
  /** The event source's catalogue; null or empty while it is not known: then no field is called unknown. */
  fieldTypes: FieldTypes | null;
  /** The workspace's surveys by id, where they should be checked. */
  surveys?: ReadonlyMap<string, KnownSurvey>;
  /** Names are looked at, not what conditions mean together. */
  onlyNames?: boolean;
}

/** Where a step stands: what it can read. */
export interface StepSurroundings extends DefinitionContext {
  /** Steps that can have been done before, by id. */
  earlier: ReadonlyMap<string, Step>;
  /** Ids of those among them that the run always comes to before; the others stand in a branch. */
  certain: ReadonlySet<string>;
  /** False where it is decided whether there is a run at all. */
  isRunning: boolean;
  /** The workflow's, or UTC where that is none. */
  timeZone: string;
}
