import { Menu } from '@mantine/core';
import {
  IconArrowsSplit2,
  IconClock,
  IconDeviceMobileMessage,
  IconMail,
  IconPlus,
  IconUser,
} from '@tabler/icons-react';
import { useRef } from 'react';
import { useTexts } from '../../../i18n/text.tsx';
import classes from './builder.module.css';
import type { StepType } from './definition.ts';
import type { StepPlace } from './move-step.ts';
import { type DropRules, useStepDrop } from './step-drag.ts';

const kinds = [
  { type: 'contact', icon: IconUser },
  { type: 'email-survey', icon: IconMail },
  { type: 'sms-survey', icon: IconDeviceMobileMessage },
  { type: 'wait', icon: IconClock },
  { type: 'branch', icon: IconArrowsSplit2 },
] as const;

interface AddStepProps extends DropRules {
  place: StepPlace;
  where: string;
  onAdd(type: StepType): void;
}

/** The way between two cards: what can be put there is added by its button, or dropped. */
export function AddStep({ place, where, onAdd, ...rules }: AddStepProps) {
  const { t } = useTexts();
  const gap = useRef<HTMLDivElement>(null);
  const isOver = useStepDrop(gap, place, rules);
  return (
    <div ref={gap} className={classes.gap} data-drop={isOver || undefined} data-place={`${place.list}/${place.index}`}>
      <Menu position="bottom-start" width={300}>
        <Menu.Target>
          <button type="button" className={classes.add} aria-label={t.builder.addStepAt(where)}>
            <IconPlus size={14} />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {kinds.map(({ type, icon: Icon }) => (
            <Menu.Item key={type} leftSection={<Icon size={16} />} onClick={() => onAdd(type)}>
              <div>{t.runs.taskTypes[type]}</div>
              <div className={classes.hint}>{t.builder.kindHints[type]}</div>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
