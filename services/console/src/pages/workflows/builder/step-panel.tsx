import { ActionIcon, Stack, Switch, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconCopy, IconTrash, IconX } from '@tabler/icons-react';
import { useTexts } from '../../../i18n/text.tsx';
import classes from './builder.module.css';
import { ConditionEditor } from './condition-editor.tsx';
import { ContactForm } from './contact-form.tsx';
import type { PlacedStep, Step } from './definition.ts';
import { stepsBefore } from './definition.ts';
import { stepTitle } from './field-choices.ts';
import { MoveMenu } from './move-menu.tsx';
import type { StepPlace } from './move-step.ts';
import type { StepFormProps } from './step-form-props.ts';
import { SurveyTaskForm } from './survey-task-form.tsx';
import { WaitForm } from './wait-form.tsx';

export interface StepActions {
  move(id: string, direction: 'up' | 'down'): void;
  place(id: string, place: StepPlace): void;
  duplicate(id: string): void;
  remove(id: string): void;
}

interface StepPanelProps extends Omit<StepFormProps<Step>, 'step' | 'pointer'> {
  placed: PlacedStep;
  actions: StepActions;
  onClose(): void;
}

/** The form of the selected step, beside the flow. */
export function StepPanel({ placed, actions, onClose, ...rest }: StepPanelProps) {
  const { t } = useTexts();
  const { step } = placed;
  const tools = [
    { label: t.builder.moveUp, icon: IconArrowUp, run: () => actions.move(step.id, 'up') },
    { label: t.builder.moveDown, icon: IconArrowDown, run: () => actions.move(step.id, 'down') },
    { label: t.builder.duplicate, icon: IconCopy, run: () => actions.duplicate(step.id) },
    { label: t.builder.removeStep, icon: IconTrash, run: () => actions.remove(step.id) },
  ];
  return (
    <section className={classes.panel} aria-label={stepTitle(step, t)}>
      <header className={classes.panelHead}>
        <div>
          <div className={classes.panelTitle}>{stepTitle(step, t)}</div>
          <div className="mono dim">{step.id}</div>
        </div>
        <div className={classes.tools}>
          {tools.map(({ label, icon: Icon, run }) => (
            <ActionIcon key={label} variant="subtle" color="gray" aria-label={label} title={label} onClick={run}>
              <Icon size={16} />
            </ActionIcon>
          ))}
          <MoveMenu definition={rest.definition} id={step.id} onMove={(place) => actions.place(step.id, place)} />
          <ActionIcon variant="subtle" color="gray" aria-label={t.common.close} onClick={onClose}>
            <IconX size={16} />
          </ActionIcon>
        </div>
      </header>
      <Stack gap="md">
        <TextInput
          label={t.builder.stepName}
          placeholder={stepTitle({ ...step, name: '' }, t)}
          value={step.name ?? ''}
          onChange={(event) => {
            const { name: _before, ...others } = step;
            const name = event.currentTarget.value;
            rest.onChange(name === '' ? others : { ...others, name }, 'name');
          }}
        />
        <FormOf {...rest} step={step} pointer={placed.pointer} />
        {step.type !== 'branch' && (
          <Switch
            label={t.builder.goOnAfterFailure}
            description={t.builder.goOnAfterFailureHint}
            checked={step.onFailure === 'continue'}
            onChange={(event) =>
              rest.onChange({ ...step, onFailure: event.currentTarget.checked ? 'continue' : 'stop' }, 'onFailure')
            }
          />
        )}
      </Stack>
    </section>
  );
}

function FormOf({ step, onChange, ...rest }: StepFormProps<Step>) {
  switch (step.type) {
    case 'contact':
      return <ContactForm {...rest} step={step} onChange={onChange} />;
    case 'email-survey':
    case 'sms-survey':
      return <SurveyTaskForm {...rest} step={step} onChange={onChange} />;
    case 'wait':
      return <WaitForm {...rest} step={step} onChange={onChange} />;
    case 'branch':
      return (
        <ConditionEditor
          group={step.if}
          onChange={(group) => onChange({ ...step, if: group }, 'if')}
          fields={rest.fields}
          earlier={stepsBefore(rest.definition, step.id)}
          pointer={`${rest.pointer}/if`}
          present
          problems={rest.problems}
        />
      );
  }
}
