import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Resource } from '../../api/client.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Page, Section } from '../../components/page.tsx';
import { failureWords } from '../../components/problem-words.ts';
import { useTexts } from '../../i18n/text.tsx';
import classes from './errors.module.css';
import { errorCodesQuery } from './queries.ts';

const route = getRouteApi('/app/errors/$code');

/** One error code: what happened, why, and what to do. */
export function ErrorCodePage() {
  const { t } = useTexts();
  const { code } = route.useParams();
  const query = useQuery(errorCodesQuery);
  return (
    <Page
      title={code}
      above={[
        <Link key="errors" to="/errors">
          {t.errorPages.title}
        </Link>,
      ]}
    >
      <Loaded query={query} what={t.errorPages.what}>
        {({ data }) => {
          const error = data.find((one) => one.code === code);
          return error ? <Explanation error={error} /> : <EmptyState>{t.errorPages.unknown(code)}</EmptyState>;
        }}
      </Loaded>
    </Page>
  );
}

function Explanation({ error }: { error: Resource<'ErrorDescription'> }) {
  const { t } = useTexts();
  const words = failureWords(error.code, error, t);
  const cause = t.causes[error.code] ?? error.cause;
  return (
    <div className={classes.explanation}>
      <Section title={t.errorPages.whatHappened}>
        <p className={classes.sentence}>{words.sentence}</p>
      </Section>
      {cause && (
        <Section title={t.errorPages.cause}>
          <p>{cause}</p>
        </Section>
      )}
      <Section title={t.errorPages.mend}>
        <p>{words.remedy}</p>
      </Section>
      {error.qualtrics && (
        <Section title={t.errorPages.qualtrics}>
          <p className="mono">{error.qualtrics}</p>
        </Section>
      )}
      {error.area === 'api' && (
        <Section title={t.errorPages.status}>
          <p className="mono">{error.status}</p>
        </Section>
      )}
    </div>
  );
}
