import { Button, Popover, Stack, TextInput } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTexts } from '../../i18n/text.tsx';
import type { RunsSearchChange } from './run-filter-bar.tsx';
import type { RunsSearch } from './run-filters.ts';
import classes from './time-choice.module.css';
import { fromLocalInput, toLocalInput } from './time-words.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** A time to look at: a usual one, or from … to. */
export function TimeChoice({ search, onChange }: { search: RunsSearch; onChange(change: RunsSearchChange): void }) {
  const { t } = useTexts();
  const [opened, setOpened] = useState(false);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const usual = [
    ...[1, 24].map((hours) => ({ label: t.runs.lastHours(hours), lengthMs: hours * hourMs })),
    ...[7, 30].map((days) => ({ label: t.runs.lastDays(days), lengthMs: days * dayMs })),
  ];
  function open(next: boolean) {
    setOpened(next);
    setFrom(toLocalInput(search.receivedAfter));
    setTo(toLocalInput(search.receivedBefore));
  }
  function choose(receivedAfter: string | undefined, receivedBefore: string | undefined) {
    onChange({ receivedAfter, receivedBefore });
    setOpened(false);
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    choose(fromLocalInput(from), fromLocalInput(to));
  }
  return (
    <Popover opened={opened} onChange={open} position="bottom-start" trapFocus shadow="md">
      <Popover.Target>
        <Button
          variant="default"
          size="xs"
          rightSection={<IconChevronDown size={14} />}
          aria-expanded={opened}
          onClick={() => open(!opened)}
        >
          {t.runs.time}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form onSubmit={submit}>
          <Stack gap="sm">
            <div className={classes.usual}>
              {usual.map(({ label, lengthMs }) => (
                <Button
                  key={label}
                  size="compact-sm"
                  variant="default"
                  onClick={() => choose(new Date(Date.now() - lengthMs).toISOString(), undefined)}
                >
                  {label}
                </Button>
              ))}
              <Button size="compact-sm" variant="default" onClick={() => choose(undefined, undefined)}>
                {t.runs.anyTime}
              </Button>
            </div>
            <TextInput
              type="datetime-local"
              size="xs"
              label={t.runs.from}
              value={from}
              onChange={(event) => setFrom(event.currentTarget.value)}
            />
            <TextInput
              type="datetime-local"
              size="xs"
              label={t.runs.to}
              value={to}
              onChange={(event) => setTo(event.currentTarget.value)}
            />
            <Button type="submit" size="xs">
              {t.runs.apply}
            </Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
