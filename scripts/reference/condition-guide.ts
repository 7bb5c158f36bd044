import { comparisonWords, type FieldType } from '@canvass/domain';
import { type ConditionCase, caseDefaults, conditionCases } from '../../packages/domain/src/condition-cases.ts';
import { markdownTable } from '../environment/environment-table.ts';

/** `docs/conditions.md`: what conditions mean, with the cases that the tests hold. */
export function conditionGuide(): string {
  return [introduction, ...conditionCases.map(({ topic, cases }) => `## ${topic}\n\n${table(cases)}\n`)].join('\n');
}

const introduction = `<!-- made by \`npm run docs:reference\` from packages/domain/src/condition-cases.ts, which the tests run -->

# What conditions mean

A condition compares an event field, or an output of an earlier step, with a value. The type of the field in the event source's
catalogue says how both are read; a field that the catalogue does not know is text. Each row below is also a test.

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
