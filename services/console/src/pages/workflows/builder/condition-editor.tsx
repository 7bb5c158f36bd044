import { ActionIcon, Button, Select } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { Resource } from '../../../api/client.ts';
import { useTexts } from '../../../i18n/text.tsx';
import { ComparisonRow } from './comparison-row.tsx';
import classes from './condition-editor.module.css';
import type { Comparison, Condition, ConditionGroup, Step } from './definition.ts';

interface ConditionEditorProps {
  group: ConditionGroup;
  onChange(group: ConditionGroup): void;
  fields: readonly Resource<'EventSourceField'>[];
  /** Steps whose outputs can be compared, too. */
  earlier: readonly Step[];
  /** Where the group stands, for the places of mistakes. */
  pointer: string;
  /** Also offers what is at the time: the newest notification, and the contact. */
  present?: boolean;
  problems: readonly Resource<'DefinitionProblem'>[];
  /** Absent for the outermost group, which can't be taken away. */
  onRemove?: () => void;
}

const matches = ['all', 'any', 'none'] as const;

/** Groups of comparisons, nested as deep as they are needed. */
export function ConditionEditor(props: ConditionEditorProps) {
  const { t } = useTexts();
  const { group, onChange, onRemove, pointer } = props;
  const setConditions = (conditions: Condition[]) => onChange({ ...group, conditions });
  const nested = onRemove !== undefined;
  return (
    <fieldset
      className={`${classes.group} ${nested ? classes.nested : ''}`}
      style={{ margin: 0, ...(nested ? { borderTop: 0, borderRight: 0, borderBottom: 0 } : { border: 0, padding: 0 }) }}
    >
      <div className={classes.head}>
        <Select
          size="xs"
          w={150}
          aria-label={t.builder.matchHow}
          value={group.match}
          data={matches.map((value) => ({ value, label: t.builder.matches[value] }))}
          onChange={(value) => onChange({ ...group, match: matches.find((each) => each === value) ?? 'all' })}
          allowDeselect={false}
        />
        <span className="dim">{t.builder.ofThese}</span>
        {onRemove && (
          <ActionIcon variant="subtle" color="gray" ml="auto" aria-label={t.builder.removeGroup} onClick={onRemove}>
            <IconTrash size={16} />
          </ActionIcon>
        )}
      </div>
      {group.conditions.map((condition, index) => {
        const here = `${pointer}/conditions/${index}`;
        const shared = {
          ...props,
          pointer: here,
          onRemove: () => setConditions(group.conditions.toSpliced(index, 1)),
        };
        const replace = (next: Condition) => setConditions(group.conditions.with(index, next));
        return condition.kind === 'group' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no names; their place is what they are
          <ConditionEditor key={index} {...shared} group={condition} onChange={replace} />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no names; their place is what they are
          <ComparisonRow key={index} {...shared} comparison={condition} onChange={replace} />
        );
      })}
      <div className={classes.foot}>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={14} />}
          onClick={() => setConditions([...group.conditions, firstComparison(props.fields)])}
        >
          {t.builder.addCondition}
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() =>
            setConditions([
              ...group.conditions,
              { kind: 'group', match: 'any', conditions: [firstComparison(props.fields)] },
            ])
          }
        >
          {t.builder.addGroup}
        </Button>
      </div>
    </fieldset>
  );
}

/** A comparison to begin with. */
export function firstComparison(fields: readonly Resource<'EventSourceField'>[]): Comparison {
  const field = fields.find(({ type }) => type === 'boolean') ?? fields[0];
  const left = { from: 'event' as const, field: field?.name ?? '' };
  return field?.type === 'boolean'
    ? { kind: 'comparison', operator: 'is-true', left }
    : { kind: 'comparison', operator: 'equals', left, value: '' };
}
