import { Button, Group, Stack, Text } from '@mantine/core';
import { CopyField } from '../../components/copy-field.tsx';
import { useTexts } from '../../i18n/text.tsx';
import type { Scheme } from './json-examples.ts';

/** A secret that was just made: it is in no other place of the console, and not in the database either. */
export function SecretOnce({ secret, scheme, onKept }: { secret: string; scheme: Scheme; onKept(): void }) {
  const { t } = useTexts();
  return (
    <Stack gap="md">
      <Text c="dimmed">{t.jsonEvents.secretText}</Text>
      <CopyField value={secret} name={t.jsonEvents.secretName[scheme]} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onKept} data-autofocus>
          {t.jsonEvents.secretKept}
        </Button>
      </Group>
    </Stack>
  );
}
