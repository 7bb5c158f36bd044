import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTexts } from '../../../i18n/text.tsx';
import classes from './builder.module.css';
import type { FieldChoice } from './field-choices.ts';
import { PipedField } from './piped-field.tsx';

interface PairsFieldProps {
  label: string;
  description: string;
  value: Record<string, string>;
  onChange(value: Record<string, string>): void;
  choices: readonly FieldChoice[];
  problemsOf(name: string): readonly string[];
}

interface Row {
  key: number;
  name: string;
  text: string;
}

const toRecord = (rows: readonly Row[]) =>
  Object.fromEntries(rows.filter(({ name }) => name.trim() !== '').map(({ name, text }) => [name.trim(), text]));

/** Names, each with piped text: embedded data, the fields of a transaction. */
export function PairsField({ label, description, value, onChange, choices, problemsOf }: PairsFieldProps) {
  const { t } = useTexts();
  const next = useRef(0);
  const fresh = (name: string, text: string): Row => {
    next.current += 1;
    return { key: next.current, name, text };
  };
  // Rows without a name yet, and two of one name while one is being typed, live here only.
  const [rows, setRows] = useState(() => Object.entries(value).map(([name, text]) => fresh(name, text)));
  const said = useRef(JSON.stringify(value));
  if (JSON.stringify(value) !== said.current) {
    said.current = JSON.stringify(value);
    setRows(Object.entries(value).map(([name, text]) => fresh(name, text))); // undone, or another step
  }
  const change = (changed: Row[]) => {
    setRows(changed);
    const record = toRecord(changed);
    said.current = JSON.stringify(record);
    onChange(record);
  };
  return (
    <fieldset className={classes.fieldset}>
      <legend className={classes.legend}>{label}</legend>
      <div className={classes.hint}>{description}</div>
      {rows.map((row, index) => {
        const isTwice = rows.some((other) => other.key !== row.key && other.name === row.name && row.name !== '');
        return (
          <div key={row.key} className={classes.pair}>
            <TextInput
              size="xs"
              aria-label={t.builder.nameOf(label)}
              placeholder={t.builder.pairName}
              value={row.name}
              error={isTwice ? t.builder.nameTwice : undefined}
              onChange={(event) => change(rows.with(index, { ...row, name: event.currentTarget.value }))}
              spellCheck={false}
            />
            <PipedField
              label={row.name || t.builder.pairValue}
              value={row.text}
              choices={choices}
              problems={problemsOf(row.name)}
              onChange={(text) => change(rows.with(index, { ...row, text }))}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t.builder.removePair(row.name)}
              onClick={() => change(rows.toSpliced(index, 1))}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </div>
        );
      })}
      <div>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={14} />}
          onClick={() => setRows([...rows, fresh('', '')])}
        >
          {t.builder.addPair}
        </Button>
      </div>
    </fieldset>
  );
}
