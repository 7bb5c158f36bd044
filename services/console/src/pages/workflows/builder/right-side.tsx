import { Autocomplete, NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import { useTexts } from '../../../i18n/text.tsx';
import classes from './condition-editor.module.css';
import type { Comparison } from './definition.ts';
import { plainNumber } from './locale-number.ts';
import type { OperandChoice } from './operand-choices.ts';

interface RightSideProps {
  comparison: Comparison;
  onChange(comparison: Comparison): void;
  choice: OperandChoice;
}

/** What the left side is compared with, in the form that its operator and type want. */
export function RightSide({ comparison, onChange, choice }: RightSideProps) {
  const { t, format } = useTexts();
  const isNumeric = choice.type === 'number' || choice.type === 'currency';
  const isMoment = choice.type === 'date-time';
  const asWritten = (text: string) => (isNumeric ? plainNumber(text, format.locale) : text);
  const input = {
    size: 'xs' as const,
    type: choice.type === 'date' ? 'date' : 'text',
    ...(isNumeric && { inputMode: 'decimal' as const }),
  };
  if ('values' in comparison) {
    return (
      <TagsInput
        size="xs"
        className="wide"
        aria-label={t.builder.values}
        placeholder={comparison.values.length === 0 ? t.builder.valuesHint : undefined}
        data={choice.values}
        splitChars={[]}
        value={comparison.values}
        onChange={(values) => onChange({ ...comparison, values: values.map(asWritten) })}
        acceptValueOnBlur
      />
    );
  }
  if ('low' in comparison) {
    return (
      <div className={classes.pair}>
        {(['low', 'high'] as const).map((end) => (
          <TextInput
            {...input}
            key={end}
            aria-label={end === 'low' ? t.builder.lowest : t.builder.highest}
            value={comparison[end]}
            onChange={(event) => onChange({ ...comparison, [end]: event.currentTarget.value })}
            onBlur={() => {
              const value = asWritten(comparison[end]);
              if (value !== comparison[end]) onChange({ ...comparison, [end]: value });
            }}
          />
        ))}
        {isMoment && <div className={classes.hint}>{t.builder.momentHint}</div>}
      </div>
    );
  }
  if ('amount' in comparison) return <Span comparison={comparison} onChange={onChange} />;
  if (!('value' in comparison)) return null;
  const common = {
    ...input,
    className: 'wide',
    'aria-label': t.builder.value,
    value: comparison.value,
    ...(choice.example !== null && { placeholder: choice.example }),
    ...(isMoment && {
      description: t.builder.momentHint,
      inputWrapperOrder: ['input' as const, 'description' as const],
    }),
    onBlur: () => {
      const value = asWritten(comparison.value);
      if (value !== comparison.value) onChange({ ...comparison, value });
    },
  };
  if (choice.values.length === 0) {
    return (
      <TextInput {...common} onChange={(event) => onChange({ ...comparison, value: event.currentTarget.value })} />
    );
  }
  return <Autocomplete {...common} data={choice.values} onChange={(value) => onChange({ ...comparison, value })} />;
}

const units = ['minutes', 'hours', 'days'] as const;

function Span({
  comparison,
  onChange,
}: {
  comparison: Extract<Comparison, { amount: number }>;
  onChange(comparison: Comparison): void;
}) {
  const { t } = useTexts();
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
