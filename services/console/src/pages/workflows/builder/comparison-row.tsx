import { ActionIcon, Checkbox, NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { Resource } from '../../../api/client.ts';
import { type Catalogue, useTexts } from '../../../i18n/text.tsx';
import classes from './condition-editor.module.css';
import type { Comparison, Step } from './definition.ts';
import { stepTitle } from './field-choices.ts';
import { type FieldType, type Operator, operatorsOf, rightSideOf, withOperator } from './operators.ts';
import { problemsUnder } from './problems.ts';

interface ComparisonRowProps {
  comparison: Comparison;
  onChange(comparison: Comparison): void;
  onRemove(): void;
  fields: readonly Resource<'EventSourceField'>[];
  /** Also offers what is at the time: the newest notification, and the contact. */
  present?: boolean;
  earlier: readonly Step[];
  pointer: string;
  problems: readonly Resource<'DefinitionProblem'>[];
}

const outputs: Record<Step['type'], readonly string[]> = {
  contact: ['outcome', 'contactId'],
  'email-survey': ['channel', 'deliveryId'],
  'sms-survey': ['channel', 'deliveryId'],
  wait: ['outcome'],
  branch: ['taken'],
};
const contactFields = ['firstName', 'lastName', 'email', 'phone', 'externalReference', 'language'] as const;

/** What is at the time: the record's newest notification and the contact. */
function presentChoices(fields: readonly Resource<'EventSourceField'>[], t: Catalogue) {
  return [
    { group: t.builder.fromNewest, items: fields.map(({ name }) => ({ value: `latest ${name}`, label: name })) },
    {
      group: t.builder.fromContact,
      items: contactFields.map((name) => ({ value: `contact ${name}`, label: t.workflows.fields[name] })),
    },
  ];
}

const textual: ReadonlySet<FieldType> = new Set(['id', 'text', 'email', 'phone', 'reference', 'multi-select']);

export function ComparisonRow(props: ComparisonRowProps) {
  const { comparison, onChange, onRemove, fields, earlier, pointer } = props;
  const { t } = useTexts();
  const left = keyOf(comparison.left);
  const field = fields.find(
    ({ name }) =>
      ['event', 'latest'].includes(comparison.left.from) &&
      'field' in comparison.left &&
      name === comparison.left.field,
  );
  const type: FieldType = field?.type ?? 'text';
  const offered = operatorsOf[type];
  const operators = offered.includes(comparison.operator) ? offered : [comparison.operator, ...offered];
  const known = [
    { group: t.builder.fromEvent, items: fields.map(({ name }) => ({ value: `event ${name}`, label: name })) },
    ...earlier.map((step) => ({
      group: t.builder.fromStep(stepTitle(step, t)),
      items: outputs[step.type].map((output) => ({ value: `step ${step.id} ${output}`, label: output })),
    })),
    ...(props.present ? presentChoices(fields, t) : []),
  ];
  const isKnown = known.some(({ items }) => items.some(({ value }) => value === left));
  const choices = isKnown ? known : [{ group: t.builder.notKnown, items: [{ value: left, label: left.split(' ').at(-1) ?? '' }] }, ...known]; // biome-ignore format: one thought
  const problems = problemsUnder(props.problems, pointer);
  return (
    <div className={classes.row}>
      <div className={classes.fields}>
        <Select
          size="xs"
          searchable
          aria-label={t.builder.whichField}
          value={left}
          data={choices}
          onChange={(value) => value !== null && onChange(withLeft(comparison, value, fields))}
          allowDeselect={false}
          nothingFoundMessage={t.builder.noFieldFound}
        />
        <Select
          size="xs"
          aria-label={t.builder.howCompared}
          value={comparison.operator}
          data={operators.map((value) => ({ value, label: t.workflows.operators[value] }))}
          onChange={(value) => {
            const operator = operators.find((each) => each === value);
            if (operator) onChange(withOperator(comparison, operator));
          }}
          allowDeselect={false}
        />
        <RightSide comparison={comparison} onChange={onChange} type={type} example={field?.example ?? null} />
        {textual.has(type) && takesCase(comparison.operator) && (
          <Checkbox
            className="wide"
            size="xs"
            label={t.builder.ignoreCase}
            checked={comparison.ignoreCase === true}
            onChange={(event) => onChange({ ...comparison, ignoreCase: event.currentTarget.checked })}
          />
        )}
        {problems.map((problem) => (
          <div key={problem} className="wide" role="alert" style={{ color: 'var(--cv-failed)', fontSize: 12 }}>
            {problem}
          </div>
        ))}
      </div>
      <ActionIcon variant="subtle" color="gray" aria-label={t.builder.removeCondition} onClick={onRemove}>
        <IconTrash size={16} />
      </ActionIcon>
    </div>
  );
}

function RightSide({
  comparison,
  onChange,
  type,
  example,
}: {
  comparison: Comparison;
  onChange(comparison: Comparison): void;
  type: FieldType;
  example: string | null;
}) {
  const { t } = useTexts();
  const placeholder = example ?? undefined;
  const input = type === 'date' ? 'date' : 'text';
  if ('values' in comparison) {
    return (
      <TagsInput
        size="xs"
        className="wide"
        aria-label={t.builder.values}
        placeholder={comparison.values.length === 0 ? t.builder.valuesHint : undefined}
        value={comparison.values}
        onChange={(values) => onChange({ ...comparison, values })}
        acceptValueOnBlur
      />
    );
  }
  if ('low' in comparison) {
    return (
      <div className={classes.pair}>
        <TextInput
          size="xs"
          type={input}
          aria-label={t.builder.lowest}
          value={comparison.low}
          onChange={(event) => onChange({ ...comparison, low: event.currentTarget.value })}
        />
        <TextInput
          size="xs"
          type={input}
          aria-label={t.builder.highest}
          value={comparison.high}
          onChange={(event) => onChange({ ...comparison, high: event.currentTarget.value })}
        />
      </div>
    );
  }
  if ('amount' in comparison) {
    const units = ['minutes', 'hours', 'days'] as const;
    return (
      <div className={classes.pair}>
        <NumberInput
          size="xs"
          min={1}
          max={10_000}
          aria-label={t.builder.howLong}
          value={comparison.amount}
          onChange={(amount) => onChange({ ...comparison, amount: Number(amount) || 1 })}
        />
        <Select
          size="xs"
          aria-label={t.builder.unit}
          value={comparison.unit}
          data={units.map((value) => ({ value, label: t.workflows.units[value] }))}
          onChange={(value) => onChange({ ...comparison, unit: units.find((each) => each === value) ?? 'days' })}
          allowDeselect={false}
        />
      </div>
    );
  }
  if (!('value' in comparison)) return null;
  return (
    <TextInput
      size="xs"
      className="wide"
      type={input}
      aria-label={t.builder.value}
      placeholder={placeholder}
      value={comparison.value}
      onChange={(event) => onChange({ ...comparison, value: event.currentTarget.value })}
    />
  );
}

const takesCase = (operator: Operator) => ['value', 'values'].includes(rightSideOf(operator));

const keyOf = (left: Comparison['left']) =>
  left.from === 'step' ? `step ${left.step} ${left.output}` : `${left.from} ${left.field}`;

/** Another left side; an operator that its type does not have gives way to the likeliest one. */
function withLeft(comparison: Comparison, key: string, fields: readonly Resource<'EventSourceField'>[]): Comparison {
  const [from, first = '', output = ''] = key.split(' ');
  const name = key.slice(key.indexOf(' ') + 1);
  const left: Comparison['left'] =
    from === 'step'
      ? { from: 'step', step: first, output }
      : { from: from === 'latest' || from === 'contact' ? from : 'event', field: name };
  const moved = { ...comparison, left };
  const type = from === 'event' || from === 'latest' ? fields.find((field) => field.name === name)?.type : 'text';
  const offered = operatorsOf[type ?? 'text'];
  const [likeliest] = offered;
  return offered.includes(moved.operator) || likeliest === undefined ? moved : withOperator(moved, likeliest);
}
