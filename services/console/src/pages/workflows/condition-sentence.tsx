import type { Resource } from '../../api/client.ts';
import { contactFieldName } from '../../components/contact-field-name.ts';
import { type Catalogue, useTexts } from '../../i18n/text.tsx';
import classes from './workflow-page.module.css';

type Condition = Resource<'ConditionOutput'>;
type Group = Resource<'ConditionGroupOutput'>;
type Comparison = Exclude<Condition, Group>;

/** A group of conditions as a sentence: "IsClosed is true and Priority is one of High, Critical". */
export function ConditionSentence({ group, nested = false }: { group: Group; nested?: boolean }) {
  const { t } = useTexts();
  return (
    <span>
      {nested && '('}
      {group.match === 'none' && <span className={classes.joiner}>{t.workflows.matchNone} </span>}
      {group.conditions.map((condition, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a revision never changes
        <span key={index}>
          {index > 0 && <span className={classes.joiner}> {t.workflows.match[group.match]} </span>}
          {condition.kind === 'group' ? (
            <ConditionSentence group={condition} nested />
          ) : (
            <ComparisonWords comparison={condition} />
          )}
        </span>
      ))}
      {nested && ')'}
    </span>
  );
}

export function ComparisonWords({ comparison }: { comparison: Comparison }) {
  const { t } = useTexts();
  const { left } = comparison;
  const value = comparedWith(comparison, t);
  return (
    <>
      <b>{leftWords(left, t) || t.builder.missing}</b> {t.workflows.operators[comparison.operator]}
      {value !== null && (
        <>
          {' '}
          <b>{value || t.builder.missing}</b>
        </>
      )}
    </>
  );
}

function leftWords(left: Comparison['left'], t: Catalogue): string {
  if (left.from === 'step') return t.workflows.stepOutput(left.step, t.builder.outputs[left.output] ?? left.output);
  if (left.from === 'latest') return t.builder.newest(left.field);
  return left.from === 'contact' ? t.builder.ofContact(contactFieldName(left.field, t)) : left.field;
}

/** The right side of a comparison in words; null where the operator has none. */
export function comparedWith(comparison: Comparison, t: Catalogue): string | null {
  if ('value' in comparison) return comparison.value;
  if ('values' in comparison) return comparison.values.join(', ');
  if ('low' in comparison) return `${comparison.low} ${t.workflows.and} ${comparison.high}`;
  if ('amount' in comparison) return t.workflows.span[comparison.unit](comparison.amount);
  return null;
}
