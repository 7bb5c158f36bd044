import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTexts } from '../../i18n/text.tsx';
import classes from './test-tab.module.css';
import type { TestValue } from './test-values.ts';

interface TestValuesFormProps {
  values: readonly TestValue[];
  onChange(values: TestValue[]): void;
}

/** A row for each field: its value, and its name where the catalogue does not give it. */
export function TestValuesForm({ values, onChange }: TestValuesFormProps) {
  const { t } = useTexts();
  const change = (key: number, part: Partial<TestValue>) =>
    onChange(values.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const add = () => {
    const key = Math.max(-1, ...values.map((one) => one.key)) + 1;
    onChange([...values, { key, name: '', value: '', known: false }]);
  };
  return (
    <fieldset className={classes.values}>
      <legend>{t.testMessages.values}</legend>
      <p className="dim">{t.testMessages.valuesHint}</p>
      <ul>
        {values.map((one) => (
          <li key={one.key}>
            {one.known ? (
              <span className={classes.name}>{one.name}</span>
            ) : (
              <TextInput
                aria-label={t.testMessages.fieldName}
                placeholder={t.testMessages.fieldName}
                value={one.name}
                onChange={(event) => change(one.key, { name: event.currentTarget.value })}
                pattern="[A-Za-z_][A-Za-z0-9_.\-]*"
                maxLength={255}
                spellCheck={false}
                classNames={{ input: 'mono' }}
              />
            )}
            <TextInput
              aria-label={t.testMessages.valueOf(one.name)}
              placeholder={t.testMessages.fieldValue}
              value={one.value}
              onChange={(event) => change(one.key, { value: event.currentTarget.value })}
              maxLength={32_000}
              spellCheck={false}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t.testMessages.removeField(one.name)}
              onClick={() => onChange(values.filter(({ key }) => key !== one.key))}
            >
              <IconX size={14} stroke={1.6} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <Button size="compact-sm" variant="default" leftSection={<IconPlus size={14} stroke={1.6} />} onClick={add}>
        {t.testMessages.addField}
      </Button>
    </fieldset>
  );
}
