import { Radio, Stack } from '@mantine/core';
import { useTexts } from '../../i18n/text.tsx';
import type { Scheme } from './json-examples.ts';

const schemes = ['bearer', 'hmac'] as const;

export function SchemeChoice({ value, onChange }: { value: Scheme; onChange(scheme: Scheme): void }) {
  const { t } = useTexts();
  return (
    <Radio.Group
      label={t.jsonEvents.scheme}
      value={value}
      onChange={(chosen) => onChange(chosen === 'hmac' ? 'hmac' : 'bearer')}
    >
      <Stack gap="xs" mt="xs">
        {schemes.map((scheme) => (
          <Radio
            key={scheme}
            value={scheme}
            label={t.jsonEvents.schemes[scheme].name}
            description={t.jsonEvents.schemes[scheme].about}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
