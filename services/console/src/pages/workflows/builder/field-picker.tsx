import { Button, Combobox, useCombobox } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTexts } from '../../../i18n/text.tsx';
import type { FieldChoice } from './field-choices.ts';
import classes from './piped-field.module.css';

interface FieldPickerProps {
  choices: readonly FieldChoice[];
  onPick(choice: FieldChoice): void;
  /** Opens it from outside: each new number does. */
  openedBy: number;
  /** What was typed before the picker had the keyboard; asked for once. */
  takeTyped(): string;
  onClose(): void;
}

/** Names and example values to choose from, found by typing. */
export function FieldPicker({ choices, onPick, openedBy, takeTyped, onClose }: FieldPickerProps) {
  const { t } = useTexts();
  const [sought, setSought] = useState('');
  const combobox = useCombobox({
    onDropdownOpen: () => requestAnimationFrame(() => combobox.focusSearchInput()),
    onDropdownClose: () => {
      setSought('');
      combobox.resetSelectedOption();
      onClose();
    },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each number opens it once
  useEffect(() => {
    if (openedBy > 0) combobox.openDropdown();
  }, [openedBy]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever others are found, the first of them is chosen by Enter
  useEffect(() => {
    if (sought !== '') combobox.selectFirstOption();
  }, [sought]);

  const wanted = sought.trim().toLowerCase();
  const found = choices.filter(({ name, path }) => `${name} ${path}`.toLowerCase().includes(wanted));
  const groups = [...Map.groupBy(found, ({ group }) => group)];
  return (
    <Combobox
      store={combobox}
      width={360}
      position="bottom-end"
      withinPortal
      onOptionSubmit={(path) => {
        const choice = choices.find((each) => each.path === path);
        if (choice) onPick(choice);
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target targetType="button" withAriaAttributes={false}>
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconBraces size={14} />}
          onClick={() => combobox.toggleDropdown()}
        >
          {t.builder.insertField}
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={sought}
          onChange={(event) => setSought(event.currentTarget.value)}
          onFocus={() => {
            const typed = takeTyped();
            if (typed !== '') setSought(typed);
          }}
          placeholder={t.builder.findField}
          aria-label={t.builder.findField}
        />
        <Combobox.Options mah={300} style={{ overflowY: 'auto' }}>
          {groups.map(([group, items]) => (
            <Combobox.Group key={group} label={group}>
              {items.map((choice) => (
                <Combobox.Option key={choice.path} value={choice.path} className={classes.option}>
                  <span>{choice.name}</span>
                  {choice.example !== null && <span className={`cut ${classes.example}`}>{choice.example}</span>}
                </Combobox.Option>
              ))}
            </Combobox.Group>
          ))}
          {found.length === 0 && <Combobox.Empty>{t.builder.noFieldFound}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
