import { comparisonWords, type FieldType, type Operand } from '@canvass/domain';
import { type ConditionCase, caseDefaults, conditionCases } from '../../packages/domain/src/condition-cases.ts';
import {
  type GroupShape,
  groupCases,
  type OperandCase,
  operandCases,
} from '../../packages/domain/src/operand-cases.ts';
import { markdownTable } from '../environment/environment-table.ts';

/** `docs/conditions.md`: what conditions mean, with the cases that the tests hold. */
export function conditionGuide(): string {
  return [
    introduction,
    ...conditionCases.map(({ topic, cases }) => `## ${topic}\n\n${table(cases)}\n`),
    operands,
    groups,
  ].join('\n');
}

const introduction = `<!-- made by \`npm run docs:reference\` from packages/domain/src/condition-cases.ts, which the tests run -->

# What conditions mean

A condition compares an event field, an output of an earlier step, a field of the record's newest notification or a fact of the
contact with a value. The type of the field in the event source's catalogue says how both are read; a field that the catalogue does not
know is text. Each row below is also a test. A value that its field's type cannot read is found when the workflow is saved.

Unless a row says otherwise it is ${caseDefaults.now}, and the workflow's time zone is ${caseDefaults.timeZone}.
`;

function table(cases: readonly ConditionCase[]): string {
  const rows = cases.map(({ type, field, comparison, met, why, now, timeZone }) => {
    const words = comparisonWords({ kind: 'comparison', left: { from: 'event', field: 'X' }, ...comparison });
    const around = [...(timeZone ? [timeZone] : []), ...(now ? [`at ${now}`] : [])].join(', ');
    return [
      type satisfies FieldType,
      field === null ? '_absent_' : `\`${field === '' ? ' ' : inCell(field)}\``,
      inCell(words.replace(/^X /, '')) + (comparison.ignoreCase ? ', ignoring case' : ''),
      met ? '**met**' : 'not met',
      inCell(why) + (around ? ` (${around})` : ''),
    ];
  });
  return markdownTable(['type', 'field', 'condition', '', 'because'], rows);
}

const inCell = (text: string) => text.replaceAll('|', '\\|');

const operands = `## What is compared

The entry conditions of a workflow read the event; branches and waits read all of these.

${markdownTable(['reads', 'there is', 'condition', '', 'because'], operandCases.map(operandRow))}
`;

function operandRow({ left, there, comparison, met, why }: OperandCase): string[] {
  const words = comparisonWords({ kind: 'comparison', left, ...comparison }).replace(/^\S+( \(newest\))? /, '');
  return [operandName(left), thereIs(there), inCell(words), met ? '**met**' : 'not met', inCell(why)];
}

function operandName(left: Operand): string {
  if (left.from === 'step') return `output \`${left.output}\` of step \`${left.step}\``;
  return `${{ event: 'event', latest: 'newest', contact: 'contact' }[left.from]} \`${left.field}\``;
}

function thereIs({ event, latest, contact, steps }: OperandCase['there']): string {
  const fields = (name: string, values: Readonly<Record<string, unknown>> | null | undefined) =>
    Object.entries(values ?? {}).map(([field, value]) => `${name} \`${field}: ${[value].flat().join(';')}\``);
  const all = [
    ...fields('event', event),
    ...(latest && Object.keys(latest).length === 0 ? ['newest without it'] : fields('newest', latest)),
    ...fields('contact', contact),
    ...Object.entries(steps ?? {}).flatMap(([step, outputs]) => fields(`step \`${step}\``, outputs)),
  ];
  return all.length === 0 ? '_nothing_' : all.join(', ');
}

const groups = `## Groups

${markdownTable(
  ['group', '', 'because'],
  groupCases.map(({ group, met, why }) => [shape(group), met ? '**met**' : 'not met', why]),
)}
`;

function shape({ match, of }: GroupShape): string {
  const parts = of.map((each) => (typeof each === 'object' ? shape(each) : each ? 'met' : 'not met'));
  return `${match} of (${parts.join(', ')})`;
}
