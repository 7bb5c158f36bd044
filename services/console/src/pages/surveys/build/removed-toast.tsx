import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';

/** Says what is gone, and brings it back for ten seconds. */
export function showRemoved(message: string, undoLabel: string, undo: () => void): void {
  const id = `removed-${message}`;
  notifications.show({
    id,
    color: 'accent',
    autoClose: 10_000,
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <span>{message}</span>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            undo();
            notifications.hide(id);
          }}
        >
          {undoLabel}
        </Button>
      </Group>
    ),
  });
}
