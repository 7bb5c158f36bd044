import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { useBlocker } from '@tanstack/react-router';
import { useEffect } from 'react';
import { problemOf } from '../../../api/problem.ts';
import { Confirm } from '../../../components/confirm.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { RelativeTime } from '../../../components/time.tsx';
import { useTexts } from '../../../i18n/text.tsx';
import classes from './build.module.css';
import { useEditor } from './use-survey-editor.ts';

/** Whether the draft is saved, in words; undo, redo and save; asks before unsaved changes would be lost. */
export function EditorBar() {
  const { t } = useTexts();
  const editor = useEditor();
  const { isDirty, save, contents, survey } = editor;
  const mayBeSaved = isDirty && contents.name.trim() !== '';
  const saveNow = () => {
    if (mayBeSaved && !save.isPending) save.mutate(contents);
  };

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (!(event.ctrlKey || event.metaKey)) return;
      const inText = event.target instanceof HTMLElement && event.target.matches('input, textarea');
      const key = event.key.toLowerCase();
      if (key === 's') saveNow();
      else if (inText) return;
      else if (key === 'z' && event.shiftKey) editor.redo();
      else if (key === 'z') editor.undo();
      else if (key === 'y') editor.redo();
      else return;
      event.preventDefault();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  });

  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname,
    enableBeforeUnload: isDirty,
    withResolver: true,
  });

  return (
    <>
      <div className={classes.bar}>
        <span className={classes.saveState} role="status" data-dirty={isDirty || undefined}>
          {save.isPending ? (
            t.build.saving
          ) : isDirty ? (
            editor.restored ? (
              t.build.restored
            ) : (
              t.build.unsaved
            )
          ) : (
            <>
              {t.build.saved} <RelativeTime at={survey.updatedAt} />
            </>
          )}
        </span>
        <Tooltip label={`${t.build.undo} (Ctrl Z)`}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t.build.undo}
            disabled={!editor.canUndo}
            onClick={editor.undo}
          >
            <IconArrowBackUp size={16} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={`${t.build.redo} (Ctrl ⇧ Z)`}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t.build.redo}
            disabled={!editor.canRedo}
            onClick={editor.redo}
          >
            <IconArrowForwardUp size={16} />
          </ActionIcon>
        </Tooltip>
        <Button variant="default" disabled={!mayBeSaved} loading={save.isPending} onClick={saveNow}>
          {t.build.save}
        </Button>
      </div>
      {save.isError && <SaveFailure error={save.error} />}
      <Confirm
        opened={blocker.status === 'blocked'}
        title={t.build.leaveTitle}
        action={t.build.leave}
        danger
        pending={false}
        error={null}
        onConfirm={() => {
          editor.discard();
          blocker.proceed?.();
        }}
        onClose={() => blocker.reset?.()}
      >
        {t.build.leaveText}
      </Confirm>
    </>
  );
}

function SaveFailure({ error }: { error: unknown }) {
  const { t } = useTexts();
  const editor = useEditor();
  if (problemOf(error).code !== 'conflict') return <ErrorNotice error={error} />;
  return (
    <div className={classes.conflict} role="alert">
      <div>{t.build.overtaken}</div>
      <Button size="compact-sm" variant="default" onClick={() => void editor.overwrite()}>
        {t.build.keepMine}
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => void editor.takeTheirs()}>
        {t.build.takeTheirs}
      </Button>
    </div>
  );
}
