import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconDots, IconPlayerPlay } from '@tabler/icons-react';
import type { Resource } from '../../../api/client.ts';
import { workflowTones } from '../../../api/statuses.ts';
import { Status } from '../../../components/status.tsx';
import { useTexts } from '../../../i18n/text.tsx';
import type { SaveState } from './use-autosave.ts';

/** Whether it runs, and what has become of what was typed: always in words. */
export function DraftState({
  workflow,
  state,
  onRetry,
}: {
  workflow: Resource<'Workflow'>;
  state: SaveState;
  onRetry(): void;
}) {
  const { t, format } = useTexts();
  return (
    <>
      <Status tone={workflowTones[workflow.status]}>{t.statuses.workflow[workflow.status]}</Status>
      <span>{t.builder.liveRevision(workflow.revision)}</span>
      <span role="status">
        {state.kind === 'untouched' && t.builder.asPublished}
        {(state.kind === 'waiting' || state.kind === 'saving') && t.builder.saving}
        {state.kind === 'saved' && t.builder.saved(format.timeOfDay(state.at))}
        {state.kind === 'overtaken' && <b>{t.builder.overtaken}</b>}
        {state.kind === 'failed' && (
          <>
            <b>{t.builder.notSaved}</b>{' '}
            <Button size="compact-xs" variant="default" onClick={onRetry}>
              {t.common.tryAgain}
            </Button>
          </>
        )}
      </span>
    </>
  );
}

interface BuilderActionsProps {
  history: { undo(): void; redo(): void; canUndo: boolean; canRedo: boolean };
  /** The number that publishing makes. */
  revision: number;
  mayPublish: boolean;
  hasDraft: boolean;
  isTesting: boolean;
  onTest(): void;
  onPublish(): void;
  onDiscard(): void;
  onClose(): void;
}

export function BuilderActions(props: BuilderActionsProps) {
  const { history, revision, mayPublish, hasDraft } = props;
  const { t } = useTexts();
  return (
    <>
      <ActionIcon
        size={32}
        variant="default"
        aria-label={t.builder.undo}
        title={t.builder.undo}
        disabled={!history.canUndo}
        onClick={history.undo}
      >
        <IconArrowBackUp size={16} />
      </ActionIcon>
      <ActionIcon
        size={32}
        variant="default"
        aria-label={t.builder.redo}
        title={t.builder.redo}
        disabled={!history.canRedo}
        onClick={history.redo}
      >
        <IconArrowForwardUp size={16} />
      </ActionIcon>
      <Button
        variant="default"
        leftSection={<IconPlayerPlay size={16} />}
        aria-pressed={props.isTesting}
        onClick={props.onTest}
      >
        {t.testRun.title}
      </Button>
      <Button variant="default" onClick={props.onClose}>
        {t.builder.done}
      </Button>
      <Button disabled={!mayPublish} onClick={props.onPublish}>
        {t.builder.publish(revision)}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size={32} variant="default" aria-label={t.builder.more}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item color="red" disabled={!hasDraft} onClick={props.onDiscard}>
            {t.builder.discard}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
