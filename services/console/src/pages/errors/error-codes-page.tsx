import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Resource } from '../../api/client.ts';
import { Loaded } from '../../components/loaded.tsx';
import { Page, Section } from '../../components/page.tsx';
import { failureWords } from '../../components/problem-words.ts';
import { useTexts } from '../../i18n/text.tsx';
import classes from './errors.module.css';
import { errorCodesQuery } from './queries.ts';

const areas = ['contact', 'survey', 'provider', 'run', 'webhook', 'api', 'other'] as const;

/** Every error code, by where it is met. */
export function ErrorCodesPage() {
  const { t } = useTexts();
  const query = useQuery(errorCodesQuery);
  return (
    <Page title={t.errorPages.title}>
      <p className="dim">{t.errorPages.text}</p>
      <Loaded query={query} what={t.errorPages.what}>
        {({ data }) => (
          <>
            {areas.map((area) => {
              const errors = data.filter((error) => (error.area ?? 'other') === area);
              return errors.length === 0 ? null : (
                <Section key={area} title={t.errorPages.areas[area]}>
                  <ul className={classes.list}>
                    {errors.map((error) => (
                      <ErrorLine key={error.code} error={error} />
                    ))}
                  </ul>
                </Section>
              );
            })}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function ErrorLine({ error }: { error: Resource<'ErrorDescription'> }) {
  const { t } = useTexts();
  return (
    <li className={classes.line}>
      <Link to="/errors/$code" params={{ code: error.code }} className="link mono">
        {error.code}
      </Link>
      <span>{failureWords(error.code, error, t).sentence}</span>
      {error.qualtrics && <span className="mono dim">Qualtrics {error.qualtrics}</span>}
    </li>
  );
}
