import { Tooltip, VisuallyHidden } from '@mantine/core';
import { useTexts } from '../i18n/text.tsx';
import type { LiveState } from '../live/live-events.ts';
import classes from './live-dot.module.css';

/** Whether what is shown is current: dot and word. */
export function LiveDot({ state }: { state: LiveState }) {
  const { t } = useTexts();
  const word = { connected: t.shell.connected, 'catching-up': t.shell.catchingUp, offline: t.shell.offline }[state];
  return (
    <Tooltip label={t.shell.liveHelp[state]}>
      <output className={classes.live} data-state={state}>
        <span className={classes.dot} aria-hidden="true" />
        <span className={classes.word}>{word}</span>
        <VisuallyHidden>{t.shell.liveHelp[state]}</VisuallyHidden>
      </output>
    </Tooltip>
  );
}
