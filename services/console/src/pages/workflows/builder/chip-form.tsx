import { Button, Group, Popover, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type Expression, formats, readExpression, writeExpression } from '../../../components/piped-expression.ts';
import { useTexts } from '../../../i18n/text.tsx';
import classes from './piped-field.module.css';

interface ChipFormProps {
  expression: string;
  /** Where the chip is, within the editor's box. */
  at: { left: number; top: number };
  onChange(expression: string): void;
  onRemove(): void;
  onClose(): void;
}

/** What a chip puts in: how it is written, and what stands there when the field is empty. */
export function ChipForm({ expression, at, onChange, onRemove, onClose }: ChipFormProps) {
  const { t } = useTexts();
  const [draft, setDraft] = useState(expression);
  const read = readExpression(draft);
  const change = (next: Partial<Expression>) => read && setDraft(writeExpression({ ...read, ...next }));
  return (
    <Popover opened onClose={onClose} width={320} position="bottom-start" trapFocus withinPortal shadow="md">
      <Popover.Target>
        <span className={classes.anchor} style={at} />
      </Popover.Target>
      <Popover.Dropdown>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            onChange(draft);
          }}
        >
          <Stack gap="sm">
            {read === null ? (
              <TextInput
                label={t.builder.expression}
                description={t.builder.expressionHint}
                value={draft}
                onChange={(event) => setDraft(event.currentTarget.value.replaceAll(/[{}]/g, ''))}
                spellCheck={false}
              />
            ) : (
              <>
                <div className="mono">{read.path}</div>
                <TextInput
                  label={t.builder.fallback}
                  description={t.builder.fallbackHint}
                  value={read.fallback}
                  onChange={(event) => change({ fallback: event.currentTarget.value })}
                  data-autofocus
                />
                <Select
                  label={t.builder.writtenAs}
                  value={read.format?.filter ?? ''}
                  data={[
                    { value: '', label: t.builder.asItIs },
                    ...formats.map((value) => ({ value, label: t.builder.formats[value] })),
                  ]}
                  onChange={(value) => {
                    const filter = formats.find((each) => each === value);
                    change({ format: filter === undefined ? null : { filter, pattern: t.builder.datePattern } });
                  }}
                  allowDeselect={false}
                  comboboxProps={{ withinPortal: false }}
                />
                {read.format?.filter === 'date' && (
                  <TextInput
                    label={t.builder.datePatternLabel}
                    description={t.builder.datePatternHint}
                    value={read.format.pattern}
                    onChange={(event) => change({ format: { filter: 'date', pattern: event.currentTarget.value } })}
                  />
                )}
              </>
            )}
            <Group justify="space-between">
              <Button size="compact-sm" variant="subtle" color="red" onClick={onRemove}>
                {t.builder.removeField}
              </Button>
              <Button size="compact-sm" type="submit">
                {t.builder.apply}
              </Button>
            </Group>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
