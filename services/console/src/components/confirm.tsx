import { Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTexts } from '../i18n/text.tsx';
import { Dialog } from './dialog.tsx';
import { ErrorNotice } from './error-notice.tsx';

interface ConfirmProps {
  opened: boolean;
  title: string;
  /** The consequence, with its count. */
  children: ReactNode;
  /** The verb and its object: "Disable event source". */
  action: string;
  danger?: boolean;
  /** There is nothing to do. */
  disabled?: boolean;
  pending: boolean;
  error: unknown;
  onConfirm(): void;
  onClose(): void;
}

/** Asked only before what can't be undone. */
export function Confirm(props: ConfirmProps) {
  const { t } = useTexts();
  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={props.title}>
      <Stack gap="md">
        <Text size="md" component="div">
          {props.children}
        </Text>
        {Boolean(props.error) && <ErrorNotice error={props.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={props.onClose}>
            {t.common.cancel}
          </Button>
          <Button
            color={props.danger ? 'red' : undefined}
            loading={props.pending}
            disabled={props.disabled}
            onClick={props.onConfirm}
          >
            {props.action}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
