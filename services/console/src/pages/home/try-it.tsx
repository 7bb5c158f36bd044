import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CopyField } from '../../components/copy-field.tsx';
import { Section } from '../../components/page.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { eventSourceNamesQuery } from '../runs/queries.ts';
import classes from './home-page.module.css';

const demoCommand = 'npm run demo:send -- --count 20';
/** Where `npm start` runs the product, so that its demo can be sent from a terminal beside it. */
const loopback: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** A workflow is on and nothing has come today: a message to see the whole way with. */
export function TryIt() {
  const { t } = useTexts();
  const source = useQuery(eventSourceNamesQuery).data?.[0];
  const isLocal = loopback.has(window.location.hostname);
  if (source === undefined) return null;
  return (
    <Section title={t.home.tryIt}>
      <p className={classes.tryText}>{t.home.tryText}</p>
      <Button
        size="compact-sm"
        variant="default"
        renderRoot={(props) => (
          <Link
            to="/event-sources/$eventSourceId"
            params={{ eventSourceId: source.id }}
            search={{ tab: 'test' }}
            {...props}
          />
        )}
      >
        {t.home.tryAction}
      </Button>
      {isLocal && (
        <div className={classes.tryCommand}>
          <p className="dim">{t.home.tryDemo}</p>
          <CopyField value={demoCommand} name={t.home.tryCommand} />
        </div>
      )}
    </Section>
  );
}
