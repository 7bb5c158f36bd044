import { Button, MultiSelect, Stack, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTexts } from '../../../i18n/text.tsx';
import classes from './builder.module.css';
import type { Task } from './definition.ts';
import { taskChoices } from './field-choices.ts';
import { PairsField } from './pairs-field.tsx';
import { PipedField } from './piped-field.tsx';
import { problemsUnder } from './problems.ts';
import type { StepFormProps } from './step-form-props.ts';

type ContactTask = Extract<Task, { type: 'contact' }>;

const fields = ['externalReference', 'email', 'phone', 'firstName', 'lastName', 'language'] as const;
const matchKeys = ['externalReference', 'email', 'phone'] as const;

export function ContactForm(props: StepFormProps<ContactTask>) {
  const { step, onChange, pointer, problems } = props;
  const { t } = useTexts();
  const choices = taskChoices(props.definition, step.id, props.fields, t);
  const at = (place: string) => problemsUnder(problems, `${pointer}/${place}`);
  const { transaction } = step;
  return (
    <Stack gap="md">
      <MultiSelect
        label={t.builder.matchBy}
        description={t.builder.matchByHint}
        value={step.matchBy}
        data={matchKeys.map((value) => ({ value, label: t.workflows.matchKeys[value] }))}
        error={at('matchBy')[0]}
        onChange={(values) =>
          onChange(
            { ...step, matchBy: values.flatMap((value) => matchKeys.find((key) => key === value) ?? []) },
            'matchBy',
          )
        }
      />
      {fields.map((field) => (
        <PipedField
          key={field}
          label={t.workflows.fields[field]}
          value={step.contact[field] ?? ''}
          placeholder={t.builder.keepsWhatItHas}
          choices={choices}
          problems={at(`contact/${field}`)}
          onChange={(text) => {
            const { [field]: _before, ...others } = step.contact;
            onChange({ ...step, contact: text === '' ? others : { ...others, [field]: text } }, field);
          }}
        />
      ))}
      <PairsField
        label={t.workflows.embeddedData}
        description={t.builder.embeddedDataHint}
        value={step.embeddedData}
        choices={choices}
        problemsOf={(name) => at(`embeddedData/${name}`)}
        onChange={(embeddedData) => onChange({ ...step, embeddedData }, 'embeddedData')}
      />
      {transaction ? (
        <div className={classes.part}>
          <TextInput
            label={t.builder.transactionName}
            description={t.builder.transactionHint}
            value={transaction.name}
            error={at('transaction/name')[0]}
            onChange={(event) =>
              onChange({ ...step, transaction: { ...transaction, name: event.currentTarget.value } }, 'transaction')
            }
          />
          <PipedField
            label={t.builder.occurredAt}
            value={transaction.occurredAt ?? ''}
            placeholder={t.builder.whenItArrived}
            choices={choices}
            problems={at('transaction/occurredAt')}
            onChange={(text) => {
              const { occurredAt: _before, ...others } = transaction;
              const changed = text === '' ? others : { ...others, occurredAt: text };
              onChange({ ...step, transaction: changed }, 'occurredAt');
            }}
          />
          <PairsField
            label={t.builder.transactionFields}
            description=""
            value={transaction.fields}
            choices={choices}
            problemsOf={(name) => at(`transaction/fields/${name}`)}
            onChange={(values) => onChange({ ...step, transaction: { ...transaction, fields: values } }, 'fields')}
          />
          <div>
            <Button
              size="compact-sm"
              variant="subtle"
              color="red"
              onClick={() => {
                const { transaction: _removed, ...others } = step;
                onChange(others, 'remove-transaction');
              }}
            >
              {t.builder.removeTransaction}
            </Button>
          </div>
        </div>
      ) : (
        <div>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size={14} />}
            onClick={() =>
              onChange({ ...step, transaction: { name: t.workflows.transaction, fields: {} } }, 'add-transaction')
            }
          >
            {t.builder.addTransaction}
          </Button>
        </div>
      )}
      <TextInput
        label={t.workflows.mailingList}
        description={t.builder.mailingListHint}
        value={step.mailingList ?? ''}
        error={at('mailingList')[0]}
        onChange={(event) => {
          const { mailingList: _before, ...others } = step;
          const name = event.currentTarget.value;
          onChange(name === '' ? others : { ...others, mailingList: name }, 'mailingList');
        }}
      />
    </Stack>
  );
}
