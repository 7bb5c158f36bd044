import { Button, CloseButton, Menu, TextInput } from '@mantine/core';
import { IconChevronDown, IconSearch } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTexts } from '../i18n/text.tsx';
import classes from './filter-bar.module.css';
import { isTyping } from './use-list-keys.ts';

/** Filters of a list: what can be chosen in a row, what is chosen as removable chips below it. */
export function FilterBar({ label, children }: { label: string; children: ReactNode }) {
  return (
    <search className={classes.bar} aria-label={label}>
      {children}
    </search>
  );
}

interface FilterTextProps {
  label: string;
  value: string;
  onChange(value: string): void;
  width?: number;
}

const applyAfterMs = 250;

/** Text that filters as it is typed. `/` puts the cursor here. */
export function FilterText({ label, value, onChange, width = 240 }: FilterTextProps) {
  const input = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState(value);
  const applied = useRef(value);
  if (applied.current !== value) {
    applied.current = value;
    if (draft.trim() !== value) setDraft(value); // changed from outside: a chip removed, the back button
  }
  useEffect(() => {
    const wanted = draft.trim();
    if (wanted === value) return;
    const timer = setTimeout(() => onChange(wanted), applyAfterMs);
    return () => clearTimeout(timer);
  }, [draft, value, onChange]);
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key !== '/' || isTyping(event)) return;
      event.preventDefault();
      input.current?.focus();
    }
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <TextInput
      ref={input}
      aria-label={label}
      placeholder={label}
      value={draft}
      onChange={(event) => setDraft(event.currentTarget.value)}
      leftSection={<IconSearch size={14} />}
      style={{ width, maxWidth: '100%' }}
      size="xs"
      spellCheck={false}
      autoComplete="off"
    />
  );
}

interface FilterChoiceProps<Value extends string> {
  label: string;
  chosen: Value[];
  options: { value: Value; shown: ReactNode }[];
  onToggle(value: Value): void;
}

export function FilterChoice<Value extends string>({ label, chosen, options, onToggle }: FilterChoiceProps<Value>) {
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button variant="default" size="xs" rightSection={<IconChevronDown size={14} />}>
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
        {options.map((option) => (
          <Menu.CheckboxItem
            key={option.value}
            checked={chosen.includes(option.value)}
            onChange={() => onToggle(option.value)}
          >
            {option.shown}
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

interface Chip {
  key: string;
  label: string;
  value: string;
  onRemove(): void;
}

/** What is filtered now; each chip takes itself away. */
export function FilterChips({ chips, onClear }: { chips: Chip[]; onClear(): void }) {
  const { t } = useTexts();
  if (chips.length === 0) return null;
  return (
    <ul className={classes.chips} aria-label={t.common.activeFilters}>
      {chips.map((chip) => (
        <li key={chip.key} className={classes.chip}>
          <span className="dim">{chip.label}</span>
          <span className={`cut ${classes.chipValue}`}>{chip.value}</span>
          <CloseButton
            size={18}
            iconSize={12}
            aria-label={t.common.removeFilter(chip.label, chip.value)}
            onClick={chip.onRemove}
          />
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <Button size="compact-xs" variant="subtle" onClick={onClear}>
            {t.common.clearFilters}
          </Button>
        </li>
      )}
    </ul>
  );
}
