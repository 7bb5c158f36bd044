import { Menu } from '@mantine/core';
import {
  IconArrowsSplit2,
  IconClock,
  IconDeviceMobileMessage,
  IconMail,
  IconPlus,
  IconUser,
} from '@tabler/icons-react';
import { useTexts } from '../../../i18n/text.tsx';
import classes from './builder.module.css';
import type { StepType } from './definition.ts';

const kinds = [
  { type: 'contact', icon: IconUser },
  { type: 'email-survey', icon: IconMail },
  { type: 'sms-survey', icon: IconDeviceMobileMessage },
  { type: 'wait', icon: IconClock },
  { type: 'branch', icon: IconArrowsSplit2 },
] as const;

/** The way between two cards, with what can be put there. */
export function AddStep({ where, onAdd }: { where: string; onAdd(type: StepType): void }) {
  const { t } = useTexts();
  return (
    <div className={classes.gap}>
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
