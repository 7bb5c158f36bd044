import { ActionIcon, Select, Stack } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Resource } from '../../../api/client.ts';
import { createFormat } from '../../../i18n/format.ts';
import { type Language, localeFor } from '../../../i18n/languages.ts';
import { useTexts } from '../../../i18n/text.tsx';
import classes from './builder.module.css';
import type { Definition } from './definition.ts';
import { problemsUnder } from './problems.ts';

interface EventPanelProps {
  definition: Definition;
  source: Resource<'EventSource'>;
  problems: readonly Resource<'DefinitionProblem'>[];
  onChange(timeZone: string): void;
  onClose(): void;
}

/** Which event starts the workflow, and in which time zone it counts. */
export function EventPanel({ definition, source, problems, onChange, onClose }: EventPanelProps) {
  const { t, language } = useTexts();
  const { timeZone } = definition;
  const zones = useMemo(() => timeZones(timeZone), [timeZone]);
  const wrong = problemsUnder(problems, '/timeZone')[0];
  const hint = [t.builder.timeZoneHint, wrong ? null : t.builder.nowThere(nowIn(timeZone, language))];
  return (
    <section className={classes.panel} aria-label={t.workflows.when}>
      <header className={classes.panelHead}>
        <div className={classes.panelTitle}>{t.workflows.eventFrom(source.name)}</div>
        <ActionIcon variant="subtle" color="gray" aria-label={t.common.close} onClick={onClose}>
          <IconX size={16} />
        </ActionIcon>
      </header>
      <Stack gap="md">
        <div className={classes.hint}>
          {t.builder.eventHint}{' '}
          <Link to="/event-sources/$eventSourceId" params={{ eventSourceId: source.id }} className="link">
            {t.builder.openEventSource}
          </Link>
        </div>
        <Select
          label={t.builder.timeZone}
          description={hint.filter(Boolean).join(' ')}
          data={zones}
          value={timeZone}
          onChange={(zone) => zone !== null && onChange(zone)}
          error={wrong}
          searchable
          allowDeselect={false}
          nothingFoundMessage={t.builder.noZoneFound}
          limit={200}
        />
      </Stack>
    </section>
  );
}

/** Every zone that the browser knows, and the one that is chosen. */
function timeZones(chosen: string): string[] {
  return [...new Set(['UTC', chosen, ...Intl.supportedValuesOf('timeZone')])];
}

function nowIn(timeZone: string, language: Language): string {
  return createFormat(localeFor(language), timeZone).dateTime(new Date());
}
