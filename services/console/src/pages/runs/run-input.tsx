import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Facts } from '../../components/facts.tsx';
import { Section } from '../../components/page.tsx';
import { useTexts } from '../../i18n/text.tsx';

/** Everything that came with the notification, on request. */
export function RunInput({ input }: { input: Record<string, string | null> }) {
  const { t } = useTexts();
  const [shown, { toggle }] = useDisclosure(false);
  const fields = Object.entries(input).map(([name, value]) => ({ name, value }));
  return (
    <Section title={t.runs.input} aside={<span className="dim">{t.runs.inputFields(fields.length)}</span>}>
      <Button variant="default" size="compact-sm" aria-expanded={shown} onClick={toggle}>
        {shown ? t.runs.hideInput : t.runs.showInput}
      </Button>
      {shown && <Facts label={t.runs.input} facts={fields} mono />}
    </Section>
  );
}
