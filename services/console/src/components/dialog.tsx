import { Button, Group, Modal, type ModalProps, Stack } from '@mantine/core';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { useTexts } from '../i18n/text.tsx';
import { ErrorNotice } from './error-notice.tsx';

/** A modal whose close button has its name, and which gives the focus back also when it is taken away as a whole. */
export function Dialog(props: Omit<ModalProps, 'closeButtonProps'>) {
  const { t } = useTexts();
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      requestAnimationFrame(() => {
        if (document.activeElement === document.body && opener instanceof HTMLElement) opener.focus();
      });
    },
    [opener],
  );
  return <Modal {...props} closeButtonProps={{ 'aria-label': t.common.close }} />;
}

interface DialogFormProps {
  /** What is done, and what became of trying. */
  work: { isPending: boolean; isError: boolean; error: unknown };
  /** The verb and its object: "Create survey". */
  action: string;
  /** Something that it needs is missing. */
  disabled?: boolean;
  onSubmit(): void;
  onCancel(): void;
  children: ReactNode;
}

/** What a dialog asks for, with what went wrong on top and its two buttons at the end. */
export function DialogForm({ work, action, disabled, onSubmit, onCancel, children }: DialogFormProps) {
  const { t } = useTexts();
  function submit(event: FormEvent) {
    event.preventDefault();
    onSubmit();
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {work.isError && <ErrorNotice error={work.error} />}
        {children}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onCancel}>
            {t.common.cancel}
          </Button>
          <Button type="submit" loading={work.isPending} disabled={disabled ?? false}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
