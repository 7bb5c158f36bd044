import { Skeleton, Stack, Text } from '@mantine/core';
import { useTexts } from '../i18n/text.tsx';
import { useDelayed } from './use-delayed.ts';

const skeletonAfterMs = 200;
const explainAfterMs = 10_000;
const widths = ['92%', '84%', '88%', '70%', '80%', '62%'];

/** Nothing at first, a skeleton past 200 ms, and past ten seconds the words for what it waits for. */
export function Loading({ what, rows = 6 }: { what: string; rows?: number }) {
  const { t } = useTexts();
  const visible = useDelayed(true, skeletonAfterMs);
  const long = useDelayed(true, explainAfterMs);
  if (!visible) return <div style={{ minHeight: 120 }} aria-busy="true" />;
  return (
    <Stack gap={14} py="md" aria-busy="true" aria-label={t.common.loading(what)} role="status">
      {widths.slice(0, rows).map((width) => (
        <Skeleton key={width} height={12} width={width} radius="sm" />
      ))}
      {long && (
        <Text size="sm" c="dimmed">
          {t.common.stillWaiting(what)}
        </Text>
      )}
    </Stack>
  );
}
