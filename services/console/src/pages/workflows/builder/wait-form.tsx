import { Button, NumberInput, Select, Stack, Switch, TextInput } from '@mantine/core';
import { pathOf } from '../../../components/piped-expression.ts';
import { useTexts } from '../../../i18n/text.tsx';
import classes from './builder.module.css';
import { ConditionEditor, firstComparison } from './condition-editor.tsx';
import { stepsBefore, type WaitStep } from './definition.ts';
import { stepTitle, taskChoices } from './field-choices.ts';
import { PipedField } from './piped-field.tsx';
import { problemsUnder } from './problems.ts';
import type { StepFormProps } from './step-form-props.ts';

type Until = WaitStep['until'];
type Span = Extract<Until, { kind: 'answered' }>['atMost'];

const kinds = ['duration', 'date', 'answered'] as const;
const units = ['minutes', 'hours', 'days', 'weeks'] as const;
const when = ['on', 'before', 'after'] as const;

/** How long a run waits, and what has to hold when it goes on. */
export function WaitForm(props: StepFormProps<WaitStep>) {
  const { step, onChange, pointer, problems, definition, fields } = props;
  const { t } = useTexts();
  const { until, goOnIf } = step;
  const earlier = stepsBefore(definition, step.id);
  const surveys = earlier.filter(({ type }) => type === 'email-survey' || type === 'sms-survey');
  const dated = fields.find(({ type }) => type === 'date' || type === 'date-time');
  const set = (next: Until, place: string) => onChange({ ...step, until: next }, place);
  const begin = (kind: (typeof kinds)[number]): Until => {
    const week: Span = { amount: 7, unit: 'days' };
    if (kind === 'duration') return { kind, amount: 3, unit: 'days' };
    if (kind === 'answered') return { kind, step: surveys.at(-1)?.id ?? '', atMost: week };
    return { kind, date: dated ? `{{ ${pathOf('event', dated.name)} }}` : '' };
  };
  return (
    <Stack gap="md">
      <Select
        label={t.builder.waitKind}
        value={until.kind}
        data={kinds.map((value) => ({ value, label: t.builder.waitKinds[value] }))}
        onChange={(value) => set(begin(kinds.find((each) => each === value) ?? 'duration'), 'kind')}
        allowDeselect={false}
      />
      {until.kind === 'duration' && (
        <SpanField label={t.builder.howLong} span={until} onChange={(span) => set({ ...until, ...span }, 'span')} />
      )}
      {until.kind === 'date' && (
        <>
          <PipedField
            label={t.builder.waitDate}
            value={until.date}
            choices={taskChoices(definition, step.id, fields, t)}
            problems={problemsUnder(problems, `${pointer}/until/date`)}
            onChange={(date) => set({ ...until, date }, 'date')}
          />
          <Select
            label={t.builder.beforeOrAfter}
            value={until.offset?.direction ?? 'on'}
            data={when.map((value) => ({ value, label: t.builder.beforeOrAfters[value] }))}
            onChange={(value) => {
              const { offset, ...others } = until;
              const direction = value === 'before' || value === 'after' ? value : null;
              const span = offset ?? { amount: 2, unit: 'days' as const };
              set(direction === null ? others : { ...others, offset: { ...span, direction } }, 'direction');
            }}
            allowDeselect={false}
          />
          {until.offset && (
            <SpanField
              label={t.builder.howLong}
              span={until.offset}
              onChange={(span) => until.offset && set({ ...until, offset: { ...until.offset, ...span } }, 'offset')}
            />
          )}
          <TextInput
            label={t.builder.timeOfDay}
            description={t.builder.timeOfDayHint(definition.timeZone)}
            type="time"
            value={until.time ?? ''}
            onChange={(event) => {
              const { time: _before, ...others } = until;
              const time = event.currentTarget.value;
              set(time === '' ? others : { ...others, time }, 'time');
            }}
          />
        </>
      )}
      {until.kind === 'answered' && (
        <>
          <Select
            label={t.builder.waitSurvey}
            value={until.step || null}
            data={surveys.map((each) => ({ value: each.id, label: stepTitle(each, t) }))}
            error={problemsUnder(problems, `${pointer}/until/step`)[0]}
            onChange={(id) => set({ ...until, step: id ?? '' }, 'survey')}
          />
          <SpanField
            label={t.builder.atMost}
            span={until.atMost}
            onChange={(atMost) => set({ ...until, atMost }, 'atMost')}
          />
        </>
      )}
      <Switch
        label={t.builder.recheck}
        description={t.builder.recheckHint}
        checked={step.recheck}
        onChange={(event) => onChange({ ...step, recheck: event.currentTarget.checked }, 'recheck')}
      />
      <fieldset className={classes.fieldset}>
        <legend className={classes.legend}>{t.builder.goOnIf}</legend>
        {goOnIf === null ? (
          <div>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() =>
                onChange(
                  { ...step, goOnIf: { kind: 'group', match: 'all', conditions: [firstComparison(fields)] } },
                  'goOnIf',
                )
              }
            >
              {t.builder.addConditions}
            </Button>
          </div>
        ) : (
          <ConditionEditor
            group={goOnIf}
            onChange={(group) => onChange({ ...step, goOnIf: group.conditions.length === 0 ? null : group }, 'goOnIf')}
            fields={fields}
            earlier={earlier}
            pointer={`${pointer}/goOnIf`}
            problems={problems}
            present
          />
        )}
      </fieldset>
    </Stack>
  );
}

function SpanField({ label, span, onChange }: { label: string; span: Span; onChange(span: Span): void }) {
  const { t } = useTexts();
  const { amount, unit } = span;
  return (
    <div className={classes.two}>
      <NumberInput
        label={label}
        min={1}
        max={100_000}
        value={amount}
        onChange={(value) => onChange({ amount: Number(value) || 1, unit })}
      />
      <Select
        label={t.builder.unit}
        value={unit}
        data={units.map((value) => ({ value, label: t.workflows.units[value] }))}
        onChange={(value) => onChange({ amount, unit: units.find((each) => each === value) ?? 'days' })}
        allowDeselect={false}
      />
    </div>
  );
}
