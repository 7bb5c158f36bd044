import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Loaded } from '../../../components/loaded.tsx';
import { Page } from '../../../components/page.tsx';
import { useTexts } from '../../../i18n/text.tsx';
import { builderQuery } from '../queries.ts';
import { Builder } from './builder.tsx';

const route = getRouteApi('/app/workflows/$workflowId/edit');

export function BuilderPage() {
  const { t } = useTexts();
  const { workflowId } = route.useParams();
  const query = useQuery(builderQuery(workflowId));
  if (query.data) return <Builder key={query.data.workflow.id} {...query.data} />;
  const above = (
    <Link key="workflows" to="/workflows">
      {t.workflows.title}
    </Link>
  );
  return (
    <Page title={t.workflows.title} above={[above]} wide>
      <Loaded query={query} what={t.workflows.whatOne}>
        {() => null}
      </Loaded>
    </Page>
  );
}
