import { LiquidError } from 'liquidjs';
import { nearestName } from './nearest-name.ts';
import { maxTemplateLength, pipedTextEngine, pipedTextFilters, pipedTextTags } from './piped-text-engine.ts';

/** Names that exist under a root; `any` where they can't be known beforehand. */
export type KnownNames = ReadonlySet<string> | 'any';

/** The roots that a template may read in its place; a root left out is not there. */
export interface PipedTextKnown {
  event?: KnownNames;
  contact?: KnownNames;
  /** Step id → names of that step's output. */
  task?: ReadonlyMap<string, KnownNames>;
  embeddedData?: KnownNames;
  survey?: KnownNames;
  optOut?: KnownNames;
}

export interface PipedTextProblem {
  code: 'piped-text-syntax' | 'unknown-field' | 'unknown-step' | 'not-available-here' | 'piped-text-too-long';
  /** Place in the template, counted from 1. */
  line: number;
  column: number;
  sentence: string;
  /** How to mend it. */
  mend: string;
  /** What the sentence speaks of. */
  about: Record<string, string>;
}

export const contactNames: ReadonlySet<string> = new Set([
  'id',
  'firstName',
  'lastName',
  'email',
  'phone',
  'externalReference',
  'language',
  'embeddedData',
]);
export const linkNames: ReadonlySet<string> = new Set(['link']);

/** The paths that a template reads (`['event', 'CaseNumber']`) with their places. Throws what the library throws for bad syntax. */
function variablesOf(template: string) {
  const engine = pipedTextEngine('none', 'UTC');
  return Object.values(engine.analyzeSync(engine.parse(template)).variables).flat();
}

/** True when the template reads this path, as in `readsPipedText(message, 'survey', 'link')`. */
export function readsPipedText(template: string, root: string, name: string): boolean {
  try {
    return variablesOf(template).some(({ segments }) => segments[0] === root && segments[1] === name);
  } catch {
    return false;
  }
}

/** The names under a root that a template reads, as in `pipedTextNames(title, 'embeddedData')`; none where it can't be read. */
export function pipedTextNames(template: string, root: string): string[] {
  if (!template.includes('{') || template.length > maxTemplateLength) return [];
  try {
    return variablesOf(template).flatMap(({ segments: [first, name] }) =>
      first === root && typeof name === 'string' ? [name] : [],
    );
  } catch {
    return [];
  }
}

const outputTags = /\{\{-?([^}]*)\}\}/g;
const withDefault = /\|\s*default\s*:/;

/** Ids of the steps that a template reads without saying what to write where there is nothing. */
export function stepsReadWithoutDefault(template: string): string[] {
  const names = new Set(pipedTextNames(template, 'task'));
  if (names.size === 0) return [];
  const guarded = template.replace(outputTags, (tag, inside: string) => (withDefault.test(inside) ? '' : tag));
  return pipedTextNames(guarded, 'task').filter((name) => names.has(name));
}

/** Everything that would go wrong or come out empty: shown when a workflow or a survey is saved. */
export function checkPipedText(template: string, known: PipedTextKnown): PipedTextProblem[] {
  if (template.length > maxTemplateLength) return [tooLong];
  try {
    return variablesOf(template).flatMap(({ segments, location }) =>
      checkPath(segments, known).map((problem) => ({ ...problem, line: location.row, column: location.col })),
    );
  } catch (error) {
    return [syntaxProblem(error)];
  }
}

type Finding = Pick<PipedTextProblem, 'code' | 'sentence' | 'mend' | 'about'>;

function checkPath(segments: readonly unknown[], known: PipedTextKnown): Finding[] {
  const [root, name, deeper] = segments;
  const roots = Object.keys(known);
  if (typeof root !== 'string' || !isRoot(root) || known[root] === undefined) {
    const mend = `Use one of: ${roots.map((each) => `{{ ${each}.… }}`).join(', ')}.`;
    const about = { root: String(root), roots: roots.map((each) => `{{ ${each}.… }}`).join(', ') };
    return [{ code: 'not-available-here', sentence: `“${String(root)}” cannot be read here.`, mend, about }];
  }
  if (typeof name !== 'string') {
    return [
      {
        code: 'unknown-field',
        sentence: `“${root}” needs the name of a field.`,
        mend: `Write {{ ${root}.Name }} or {{ ${root}["A name"] }}.`,
        about: { root, field: '', nearest: '' },
      },
    ];
  }
  if (root !== 'task') return checkName(root, name, known[root]);
  const outputs = known.task?.get(name);
  if (outputs === undefined) {
    return [
      {
        code: 'unknown-step',
        sentence: `No earlier step has the id “${name}”.`,
        mend: listed('Use an earlier step', [...(known.task?.keys() ?? [])], name),
        about: { step: name, nearest: nearestName(name, [...(known.task?.keys() ?? [])]) ?? '' },
      },
    ];
  }
  return checkName(`task.${name}`, typeof deeper === 'string' ? deeper : '', outputs);
}

function checkName(root: string, name: string, names: KnownNames | undefined): Finding[] {
  if (names === undefined || names === 'any' || names.has(name)) return [];
  return [
    {
      code: 'unknown-field',
      sentence: `“${root}” has no field “${name}”.`,
      mend: listed('Use a known field', [...names], name),
      about: { root, field: name, nearest: nearestName(name, [...names]) ?? '' },
    },
  ];
}

function listed(advice: string, names: readonly string[], given: string): string {
  const nearest = nearestName(given, names);
  if (nearest !== null) return `Did you mean “${nearest}”?`;
  return names.length === 0
    ? 'Remove it.'
    : `${advice}: ${names.slice(0, 12).join(', ')}${names.length > 12 ? ', …' : ''}.`;
}

const rootNames = ['event', 'contact', 'task', 'embeddedData', 'survey', 'optOut'] as const;

function isRoot(name: string): name is (typeof rootNames)[number] {
  return rootNames.some((each) => each === name);
}

const tooLong: PipedTextProblem = {
  code: 'piped-text-too-long',
  line: 1,
  column: 1,
  sentence: `The text is longer than ${maxTemplateLength} characters.`,
  mend: 'Shorten it.',
  about: { most: String(maxTemplateLength) },
};

function syntaxProblem(error: unknown): PipedTextProblem {
  const [line, column] = LiquidError.is(error) ? error.token.getPosition() : [1, 1];
  const words = error instanceof Error ? (error.message.split(', line:')[0] ?? '') : 'it cannot be read';
  return {
    code: 'piped-text-syntax',
    line: line ?? 1,
    column: column ?? 1,
    sentence: `The expression cannot be read: ${words}.`,
    mend: `Write {{ event.FieldName }}; filters: ${pipedTextFilters.join(', ')}; tags: ${pipedTextTags.join(', ')}.`,
    about: { words, filters: pipedTextFilters.join(', '), tags: pipedTextTags.join(', ') },
  };
}
