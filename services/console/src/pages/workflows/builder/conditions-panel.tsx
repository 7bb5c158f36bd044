import { ActionIcon, Button, Stack } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { Resource } from '../../../api/client.ts';
import { useTexts } from '../../../i18n/text.tsx';
import classes from './builder.module.css';
import { ConditionEditor, firstComparison } from './condition-editor.tsx';
import type { ConditionGroup, Definition } from './definition.ts';

interface ConditionsPanelProps {
  definition: Definition;
  fields: readonly Resource<'EventSourceField'>[];
  problems: readonly Resource<'DefinitionProblem'>[];
  onChange(conditions: ConditionGroup | null): void;
  onClose(): void;
}

const none: ConditionGroup = { kind: 'group', match: 'all', conditions: [] };

/** When the workflow runs at all. */
export function ConditionsPanel({ definition, fields, problems, onChange, onClose }: ConditionsPanelProps) {
  const { t } = useTexts();
  const { conditions } = definition;
  return (
    <section className={classes.panel} aria-label={t.workflows.onlyIf}>
      <header className={classes.panelHead}>
        <div className={classes.panelTitle}>{t.workflows.onlyIf}</div>
        <ActionIcon variant="subtle" color="gray" aria-label={t.common.close} onClick={onClose}>
          <IconX size={16} />
        </ActionIcon>
      </header>
      <Stack gap="md">
        {conditions === null ? (
          <>
            <div className={classes.hint}>{t.builder.alwaysRuns}</div>
            <div>
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconPlus size={14} />}
                onClick={() => onChange({ ...none, conditions: [firstComparison(fields)] })}
              >
                {t.builder.addConditions}
              </Button>
            </div>
          </>
        ) : (
          <ConditionEditor
            group={conditions}
            onChange={(group) => onChange(group.conditions.length === 0 && group.match === 'all' ? null : group)}
            fields={fields}
            earlier={[]}
            pointer="/conditions"
            problems={problems}
          />
        )}
      </Stack>
    </section>
  );
}
