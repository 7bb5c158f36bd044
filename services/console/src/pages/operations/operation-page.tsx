import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useRights } from '../../api/rights.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Facts } from '../../components/facts.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Page, Section } from '../../components/page.tsx';
import { Status } from '../../components/status.tsx';
import { RelativeTime } from '../../components/time.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { fromRunFilter } from '../runs/run-filters.ts';
import { useRunChips } from '../runs/use-run-chips.ts';
import classes from './operation-page.module.css';
import { OperationProgress } from './operation-progress.tsx';
import { operationTone } from './operation-tones.ts';
import { isUnfinished, type Operation, operationQuery, stopOperation } from './queries.ts';

const route = getRouteApi('/app/operations/$operationId');

export function OperationPage() {
  const { t } = useTexts();
  const { operationId } = route.useParams();
  const query = useQuery(operationQuery(operationId));
  if (query.data) return <OperationView operation={query.data} />;
  return (
    <Page title={t.operations.title} above={[<OperationsLink key="all" />]}>
      <Loaded query={query} what={t.operations.whatOne}>
        {() => null}
      </Loaded>
    </Page>
  );
}

function OperationsLink() {
  const { t } = useTexts();
  return <Link to="/operations">{t.operations.title}</Link>;
}

function OperationView({ operation }: { operation: Operation }) {
  const { t, format } = useTexts();
  const { mayWrite } = useRights();
  const client = useQueryClient();
  const stop = useMutation({
    mutationFn: () => stopOperation(operation.id),
    onSuccess: (stopped) => client.setQueryData(operationQuery(operation.id).queryKey, stopped),
  });
  const unfinished = isUnfinished(operation);
  return (
    <Page
      title={t.operations.kinds[operation.kind]}
      above={[<OperationsLink key="all" />]}
      facts={
        <>
          <Status tone={operationTone(operation)}>{t.operations.statuses[operation.status]}</Status>
          <span>{operation.createdByName}</span>
          <RelativeTime at={operation.createdAt} />
        </>
      }
      actions={
        <>
          {mayWrite && unfinished && operation.status !== 'stopping' && (
            <Button
              variant="default"
              title={t.operations.stopHint}
              loading={stop.isPending}
              onClick={() => stop.mutate()}
            >
              {t.operations.stop}
            </Button>
          )}
          <Button
            variant={unfinished ? 'default' : 'filled'}
            component="a"
            href={`/api/v1/operations/${operation.id}/report.csv`}
            download
            title={t.operations.reportHint}
          >
            {t.operations.report}
          </Button>
        </>
      }
    >
      {stop.isError && <ErrorNotice error={stop.error} />}
      <div className={classes.progress}>
        <OperationProgress operation={operation} />
        {unfinished && (
          <p className="dim">{operation.status === 'stopping' ? t.operations.stopping : t.operations.keepsGoing}</p>
        )}
      </div>
      <dl className={classes.counts}>
        {(['done', 'skipped', 'failed'] as const).map((outcome) => (
          <div key={outcome}>
            <dt>{t.operations[outcome]}</dt>
            <dd>{format.number(operation[outcome])}</dd>
          </div>
        ))}
      </dl>
      {operation.kind === 'replay-notifications' && (
        <p>
          <Link to="/runs" search={{ replayId: operation.id }} className="link">
            {t.operations.showRuns}
          </Link>
        </p>
      )}
      <Section title={t.operations.about}>
        <About operation={operation} />
      </Section>
    </Page>
  );
}

function About({ operation }: { operation: Operation }) {
  const { t } = useTexts();
  const chips = useRunChips(operation.filter ? fromRunFilter(operation.filter) : {}, () => undefined);
  const { chosen, replay } = operation;
  const which =
    chosen !== null
      ? [{ name: t.operations.about, value: t.operations.chosen(chosen) }]
      : chips.length === 0
        ? [{ name: t.operations.allOf, value: t.operations.noFilter }]
        : chips.map(({ label, value }) => ({ name: label, value }));
  const how =
    replay === null
      ? []
      : [
          { name: t.operations.revision, value: t.operations.revisionOf[replay.revision] },
          { name: t.operations.workflow, value: replay.onlyNew ? t.operations.onlyNew : t.operations.everything },
        ];
  return <Facts label={t.operations.about} facts={[...which, ...how]} />;
}
