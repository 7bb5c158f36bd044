import { ActionIcon, Checkbox, Select } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { Resource } from '../../../api/client.ts';
import { useTexts } from '../../../i18n/text.tsx';
import classes from './condition-editor.module.css';
import type { Comparison, Step } from './definition.ts';
import { choiceOf, type OperandChoice, operandChoices, operandKey } from './operand-choices.ts';
import {
  type FieldType,
  type Operator,
  operatorGroupsOf,
  operatorsOf,
  rightSideOf,
  withOperator,
} from './operators.ts';
import { problemsUnder } from './problems.ts';
import { RightSide } from './right-side.tsx';

interface ComparisonRowProps {
  comparison: Comparison;
  onChange(comparison: Comparison): void;
  onRemove(): void;
  fields: readonly Resource<'EventSourceField'>[];
  /** Also offers what is at the time: the newest notification, and the contact. */
  present?: boolean;
  earlier: readonly Step[];
  pointer: string;
  problems: readonly Resource<'DefinitionProblem'>[];
}

const textual: ReadonlySet<FieldType> = new Set(['id', 'text', 'email', 'phone', 'reference', 'multi-select']);

export function ComparisonRow(props: ComparisonRowProps) {
  const { comparison, onChange, onRemove, fields, earlier, pointer, present = false } = props;
  const { t } = useTexts();
  const offered = operandChoices({ fields, earlier, present }, t);
  const choice = choiceOf(comparison.left, offered, t);
  const choices = offered.includes(choice) ? offered : [choice, ...offered];
  const problems = problemsUnder(props.problems, pointer);
  return (
    <div className={classes.row}>
      <div className={classes.fields}>
        <Select
          size="xs"
          searchable
          aria-label={t.builder.whichField}
          value={operandKey(comparison.left)}
          data={grouped(choices)}
          onChange={(key) => {
            const chosen = choices.find(({ left }) => operandKey(left) === key);
            if (chosen) onChange(withOperand(comparison, chosen));
          }}
          allowDeselect={false}
          nothingFoundMessage={t.builder.noFieldFound}
        />
        <OperatorSelect comparison={comparison} onChange={onChange} type={choice.type} />
        <RightSide comparison={comparison} onChange={onChange} choice={choice} />
        {textual.has(choice.type) && takesCase(comparison.operator) && (
          <Checkbox
            className="wide"
            size="xs"
            label={t.builder.ignoreCase}
            checked={comparison.ignoreCase === true}
            onChange={(event) => onChange({ ...comparison, ignoreCase: event.currentTarget.checked })}
          />
        )}
        {problems.map((problem) => (
          <div key={problem} className="wide" role="alert" style={{ color: 'var(--cv-failed)', fontSize: 12 }}>
            {problem}
          </div>
        ))}
      </div>
      <ActionIcon variant="subtle" color="gray" aria-label={t.builder.removeCondition} onClick={onRemove}>
        <IconTrash size={16} />
      </ActionIcon>
    </div>
  );
}

interface OperatorSelectProps {
  comparison: Comparison;
  onChange(comparison: Comparison): void;
  type: FieldType;
}

/** What can be asked of the type; an operator that it does not have stays while it is chosen. */
function OperatorSelect({ comparison, onChange, type }: OperatorSelectProps) {
  const { t } = useTexts();
  const label = (value: Operator) => ({ value, label: t.workflows.operators[value] });
  const offered = operatorsOf[type];
  const known = offered.includes(comparison.operator) ? [] : [label(comparison.operator)];
  const groups = operatorGroupsOf(type).map(({ kind, operators }) => ({
    group: t.builder.operatorGroups[kind],
    items: operators.map(label),
  }));
  const data = groups.length === 1 ? [...known, ...offered.map(label)] : [...known, ...groups];
  return (
    <Select
      size="xs"
      aria-label={t.builder.howCompared}
      value={comparison.operator}
      data={data}
      onChange={(value) => {
        const operator = offered.find((each) => each === value);
        if (operator) onChange(withOperator(comparison, operator));
      }}
      allowDeselect={false}
    />
  );
}

const takesCase = (operator: Operator) => ['value', 'values'].includes(rightSideOf(operator));

function grouped(choices: readonly OperandChoice[]) {
  const groups = Map.groupBy(choices, ({ group }) => group);
  return [...groups].map(([group, members]) => ({
    group,
    items: members.map(({ left, label }) => ({ value: operandKey(left), label })),
  }));
}

/** Another left side; an operator that its type does not have gives way to the likeliest one. */
function withOperand(comparison: Comparison, { left, type }: OperandChoice): Comparison {
  const moved = { ...comparison, left };
  const offered = operatorsOf[type];
  const [likeliest] = offered;
  return offered.includes(moved.operator) || likeliest === undefined ? moved : withOperator(moved, likeliest);
}
