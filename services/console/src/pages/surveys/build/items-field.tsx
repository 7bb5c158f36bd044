import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useRef } from 'react';
import { useTexts } from '../../../i18n/text.tsx';
import classes from './build.module.css';
import { type Item, itemsOf, mainLanguage, readText, withItems, writeText } from './survey-texts.ts';
import { useEditor } from './use-survey-editor.ts';

interface ItemsFieldProps {
  /** "Choices", "Rows". */
  label: string;
  /** "Add choice". */
  add: string;
  list: unknown;
  onChange(list: unknown[]): void;
}

/** Choices, rows or columns: Enter makes the next one, Alt with an arrow moves, Backspace in an empty one deletes. */
export function ItemsField({ label, add, list, onChange }: ItemsFieldProps) {
  const { t } = useTexts();
  const { language } = useEditor();
  const box = useRef<HTMLFieldSetElement>(null);
  const items = itemsOf(list);
  const set = (next: Item[]) => onChange(withItems(list, next));
  const focus = (index: number) =>
    requestAnimationFrame(() => box.current?.querySelectorAll('input').item(Math.max(index, 0))?.focus());

  function append(after: number) {
    const taken = new Set(items.map(({ value }) => value));
    let number = items.length + 1;
    while (taken.has(`item${number}`)) number += 1;
    set(items.toSpliced(after + 1, 0, { value: `item${number}`, text: '' }));
    focus(after + 1);
  }
  function remove(index: number) {
    set(items.toSpliced(index, 1));
    focus(index - 1);
  }
  function move(index: number, step: -1 | 1) {
    const item = items[index];
    const to = index + step;
    if (item === undefined || to < 0 || to >= items.length) return;
    set(items.toSpliced(index, 1).toSpliced(to, 0, item));
    focus(to);
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>, index: number) {
    if (event.key === 'Enter') append(index);
    else if (event.key === 'Backspace' && event.currentTarget.value === '' && items.length > 1) remove(index);
    else if (event.altKey && event.key === 'ArrowUp') move(index, -1);
    else if (event.altKey && event.key === 'ArrowDown') move(index, 1);
    else return;
    event.preventDefault();
  }

  return (
    <fieldset ref={box} className={classes.items}>
      <legend className={classes.legend}>{label}</legend>
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an item has no id, and its row keeps its place while it is typed
        <div key={index} className={classes.item}>
          <TextInput
            aria-label={t.build.itemText(label, index + 1)}
            value={item.text === undefined && language === mainLanguage ? item.value : readText(item.text, language)}
            placeholder={readText(item.text, mainLanguage) || item.value}
            maxLength={1000}
            onChange={(event) => {
              const text = writeText(item.text, language, event.currentTarget.value) ?? '';
              set(items.with(index, { ...item, text }));
            }}
            onKeyDown={(event) => onKeyDown(event, index)}
          />
          <span className={`mono dim cut ${classes.itemValue}`} title={t.build.storedAs(item.value)}>
            {item.value}
          </span>
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={index === 0}
            onClick={() => move(index, -1)}
            aria-label={t.build.moveUpWhat(item.value)}
          >
            <IconArrowUp size={14} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={index === items.length - 1}
            onClick={() => move(index, 1)}
            aria-label={t.build.moveDownWhat(item.value)}
          >
            <IconArrowDown size={14} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            onClick={() => remove(index)}
            aria-label={t.build.deleteWhat(item.value)}
          >
            <IconX size={14} />
          </ActionIcon>
        </div>
      ))}
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconPlus size={14} />}
        onClick={() => append(items.length - 1)}
      >
        {add}
      </Button>
    </fieldset>
  );
}
