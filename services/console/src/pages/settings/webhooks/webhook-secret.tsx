import { Stack, Tabs, Text } from '@mantine/core';
import { CopyField } from '../../../components/copy-field.tsx';
import { useTexts } from '../../../i18n/text.tsx';
import classes from './webhooks.module.css';

const snippets = {
  JavaScript: `import { Webhook } from 'standardwebhooks'; // npm install standardwebhooks

const payload = new Webhook(process.env.CANVASS_SECRET)
  .verify(rawBody, request.headers); // throws unless it is ours`,
  Python: `from standardwebhooks import Webhook  # pip install standardwebhooks

payload = Webhook(os.environ["CANVASS_SECRET"]).verify(raw_body, request.headers)`,
} as const;

/** The secret, this once, and how the receiver uses it. */
export function WebhookSecret({ secret }: { secret: string }) {
  const { t } = useTexts();
  return (
    <Stack gap="md">
      <Text>{t.webhooks.secretText}</Text>
      <CopyField value={secret} name={t.webhooks.secretName} />
      <Text size="sm">{t.webhooks.verify}</Text>
      <Tabs defaultValue="JavaScript">
        <Tabs.List>
          {Object.keys(snippets).map((language) => (
            <Tabs.Tab key={language} value={language}>
              {language}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {Object.entries(snippets).map(([language, code]) => (
          <Tabs.Panel key={language} value={language} pt="sm">
            <pre className={classes.code}>{code}</pre>
          </Tabs.Panel>
        ))}
      </Tabs>
    </Stack>
  );
}
