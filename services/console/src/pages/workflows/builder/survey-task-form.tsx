import { NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../../../i18n/text.tsx';
import { surveyChoicesQuery } from '../queries.ts';
import classes from './builder.module.css';
import { stepsBefore, type Task } from './definition.ts';
import { messageChoices, stepTitle } from './field-choices.ts';
import { PipedField } from './piped-field.tsx';
import { problemsUnder } from './problems.ts';
import type { StepFormProps } from './step-form-props.ts';
import { MessagePreview } from './test-run/message-preview.tsx';

type SurveyTask = Extract<Task, { surveyId: string }>;

export function SurveyTaskForm(props: StepFormProps<SurveyTask>) {
  const { step, onChange, pointer, problems, definition } = props;
  const { t } = useTexts();
  const surveys = useQuery(surveyChoicesQuery);
  const choices = messageChoices(definition, step.id, props.fields, t);
  const at = (place: string) => problemsUnder(problems, `${pointer}/${place}`);
  const contactSteps = stepsBefore(definition, step.id).filter((earlier) => earlier.type === 'contact');
  return (
    <Stack gap="md">
      <Select
        label={t.workflows.survey}
        placeholder={t.builder.chooseSurvey}
        searchable
        value={step.surveyId || null}
        data={(surveys.data ?? []).map(({ id, name, status }) => ({
          value: id,
          label: status === 'active' ? name : `${name} · ${t.statuses.survey[status]}`,
        }))}
        error={at('surveyId').join(' ') || undefined}
        onChange={(surveyId) => onChange({ ...step, surveyId: surveyId ?? '' }, 'surveyId')}
        nothingFoundMessage={t.builder.noSurveyFound}
      />
      {surveys.data?.length === 0 && (
        <Link to="/surveys" className="link">
          {t.builder.makeSurvey}
        </Link>
      )}
      <Select
        label={t.builder.invites}
        description={t.builder.invitesHint}
        value={step.contactStep || null}
        data={contactSteps.map((earlier) => ({ value: earlier.id, label: stepTitle(earlier, t) }))}
        error={at('contactStep')[0]}
        onChange={(contactStep) => onChange({ ...step, contactStep: contactStep ?? '' }, 'contactStep')}
      />
      {step.type === 'email-survey' && (
        <>
          <div className={classes.two}>
            <TextInput
              label={t.builder.fromName}
              value={step.from.name ?? ''}
              error={at('from/name')[0]}
              onChange={(event) => {
                const name = event.currentTarget.value;
                onChange({ ...step, from: name === '' ? { email: step.from.email } : { ...step.from, name } }, 'name');
              }}
            />
            <TextInput
              label={t.builder.fromAddress}
              type="email"
              value={step.from.email}
              error={at('from/email')[0]}
              onChange={(event) =>
                onChange({ ...step, from: { ...step.from, email: event.currentTarget.value } }, 'from')
              }
            />
          </div>
          <TextInput
            label={t.builder.replyTo}
            type="email"
            value={step.replyTo ?? ''}
            error={at('replyTo')[0]}
            onChange={(event) => {
              const { replyTo: _before, ...others } = step;
              const address = event.currentTarget.value;
              onChange(address === '' ? others : { ...others, replyTo: address }, 'replyTo');
            }}
          />
          <PipedField
            label={t.workflows.subject}
            value={step.subject}
            choices={choices}
            problems={at('subject')}
            onChange={(subject) => onChange({ ...step, subject }, 'subject')}
          />
        </>
      )}
      <PipedField
        label={t.workflows.message}
        kind={step.type === 'email-survey' ? 'rich' : 'text'}
        value={step.message}
        choices={choices}
        problems={at('message')}
        onChange={(message) => onChange({ ...step, message }, 'message')}
      />
      <MessagePreview step={step} definition={definition} />
      <NumberInput
        label={t.workflows.linkExpires}
        suffix={t.builder.daysSuffix}
        min={1}
        max={3650}
        value={step.linkExpiresAfterDays}
        onChange={(days) => onChange({ ...step, linkExpiresAfterDays: Number(days) || 60 }, 'linkExpires')}
      />
    </Stack>
  );
}
