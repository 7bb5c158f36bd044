import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { Resource } from '../../api/client.ts';
import { useTexts } from '../../i18n/text.tsx';
import {
  canRequireChange,
  type EntryCondition,
  isEntryOperator,
  isYesOrNo,
  operatorsFor,
  type PackageDraft,
} from './package-draft.ts';
import classes from './setup-tab.module.css';

interface Props {
  fields: Resource<'EventSourceField'>[];
  draft: PackageDraft;
  onChange(draft: PackageDraft): void;
}

/** The flow's entry conditions, over the fields that the event source knows. */
export function PackageConditions({ fields, draft, onChange }: Props) {
  const { t } = useTexts();
  const usable = fields.filter(({ name }) => !name.includes('.'));
  const setAll = (conditions: EntryCondition[]) => onChange({ ...draft, conditions });
  const set = (key: string, change: Partial<EntryCondition>) =>
    setAll(draft.conditions.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const unused = usable.filter(({ name }) => !draft.conditions.some(({ field }) => field === name));
  const first = unused.find(({ type }) => type === 'boolean') ?? unused[0];

  function add() {
    if (first === undefined) return;
    const value = first.type === 'boolean' ? 'true' : '';
    setAll([...draft.conditions, { key: crypto.randomUUID(), field: first.name, operator: 'EqualTo', value }]);
  }

  return (
    <fieldset className={classes.conditions}>
      <legend>{t.salesforceSetup.conditions}</legend>
      {draft.conditions.length === 0 && <p className="dim">{t.salesforceSetup.always}</p>}
      {draft.conditions.length > 1 && (
        <NativeSelect
          size="xs"
          w={180}
          aria-label={t.salesforceSetup.matchLabel}
          data={(['all', 'any'] as const).map((value) => ({ value, label: t.salesforceSetup.match[value] }))}
          value={draft.match}
          onChange={(event) => onChange({ ...draft, match: event.currentTarget.value === 'any' ? 'any' : 'all' })}
        />
      )}
      {draft.conditions.map((condition) => (
        <ConditionRow
          key={condition.key}
          condition={condition}
          draft={draft}
          fields={usable}
          onChange={(change) => set(condition.key, change)}
          onRemove={() => setAll(draft.conditions.filter(({ key }) => key !== condition.key))}
        />
      ))}
      {first !== undefined && (
        <Button size="compact-sm" variant="subtle" leftSection={<IconPlus size={14} />} onClick={add}>
          {t.salesforceSetup.addCondition}
        </Button>
      )}
      {canRequireChange(draft) && (
        <label className={classes.check}>
          <input
            type="checkbox"
            checked={draft.onlyWhenNewlyMet}
            onChange={(event) => onChange({ ...draft, onlyWhenNewlyMet: event.currentTarget.checked })}
          />
          {t.salesforceSetup.onlyWhenNewlyMet}
        </label>
      )}
    </fieldset>
  );
}

interface RowProps {
  condition: EntryCondition;
  draft: PackageDraft;
  fields: Resource<'EventSourceField'>[];
  onChange(change: Partial<EntryCondition>): void;
  onRemove(): void;
}

function ConditionRow({ condition, draft, fields, onChange, onRemove }: RowProps) {
  const { t } = useTexts();
  const typeOf = (name: string) => fields.find((field) => field.name === name)?.type ?? 'text';
  const type = typeOf(condition.field);

  function setField(field: string) {
    onChange({ field, operator: 'EqualTo', value: typeOf(field) === 'boolean' ? 'true' : '' });
  }
  function setOperator(operator: string) {
    if (!isEntryOperator(operator)) return;
    const kept = isYesOrNo(type, operator) === isYesOrNo(type, condition.operator);
    onChange({ operator, value: kept ? condition.value : isYesOrNo(type, operator) ? 'true' : '' });
  }

  return (
    <div className={classes.condition}>
      <NativeSelect
        size="xs"
        aria-label={t.salesforceSetup.conditionField}
        data={fields.map(({ name }) => name)}
        value={condition.field}
        onChange={(event) => setField(event.currentTarget.value)}
      />
      <NativeSelect
        size="xs"
        aria-label={t.salesforceSetup.conditionOperator}
        data={operatorsFor(type, draft.trigger).map((value) => ({ value, label: t.salesforceSetup.operators[value] }))}
        value={condition.operator}
        onChange={(event) => setOperator(event.currentTarget.value)}
      />
      {isYesOrNo(type, condition.operator) ? (
        <NativeSelect
          size="xs"
          aria-label={t.salesforceSetup.conditionValue}
          data={[
            { value: 'true', label: t.salesforceSetup.yes },
            { value: 'false', label: t.salesforceSetup.no },
          ]}
          value={condition.value}
          onChange={(event) => onChange({ value: event.currentTarget.value })}
        />
      ) : (
        <TextInput
          size="xs"
          aria-label={t.salesforceSetup.conditionValue}
          placeholder={t.salesforceSetup.conditionValue}
          value={condition.value}
          maxLength={255}
          onChange={(event) => onChange({ value: event.currentTarget.value })}
        />
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={t.salesforceSetup.removeCondition}
        onClick={onRemove}
      >
        <IconX size={14} />
      </ActionIcon>
    </div>
  );
}
