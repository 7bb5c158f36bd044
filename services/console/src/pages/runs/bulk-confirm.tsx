import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Resource } from '../../api/client.ts';
import type { RunStatus } from '../../api/statuses.ts';
import { Confirm } from '../../components/confirm.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { startOnRuns } from '../operations/queries.ts';
import { runCountQuery } from './queries.ts';
import type { RunsSearch } from './run-filters.ts';

type Kind = 'retry-runs' | 'cancel-runs';

interface BulkConfirmProps {
  kind: Kind;
  chosen: { runs: Resource<'Run'>[] } | { search: RunsSearch };
  onClose(): void;
}

/** Statuses that each action can do something about. */
const statusesOf: Record<Kind, readonly RunStatus[]> = {
  'retry-runs': ['failed', 'partially-failed'],
  'cancel-runs': ['queued', 'running', 'waiting'],
};

/** Names how many it is about and what follows, starts it, and goes to where it can be watched. */
export function BulkConfirm({ kind, chosen, onClose }: BulkConfirmProps) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const client = useQueryClient();
  const statuses = statusesOf[kind];
  const search = 'search' in chosen ? narrowed(chosen.search, statuses) : null;
  const counted = useQuery({ ...runCountQuery(search ?? {}), enabled: search !== null });
  const fitting = 'runs' in chosen ? chosen.runs.filter(({ status }) => statuses.includes(status)).length : 0;
  const { count, capped } =
    search === null ? { count: fitting, capped: false } : (counted.data ?? { count: null, capped: false });
  const others = 'runs' in chosen ? chosen.runs.length - fitting : 0;
  const start = useMutation({
    mutationFn: () => startOnRuns(kind, 'runs' in chosen ? { ids: chosen.runs.map(({ id }) => id) } : chosen),
    onSuccess: (operation) => {
      void client.invalidateQueries({ queryKey: ['operations'] });
      return navigate({ to: '/operations/$operationId', params: { operationId: operation.id } });
    },
  });
  const isRetry = kind === 'retry-runs';
  const words = t.operations;
  const title =
    count === null ? words.countingRuns : isRetry ? words.retryTitle(count, capped) : words.cancelTitle(count, capped);
  const action =
    count === null || count === 0
      ? isRetry
        ? words.retry
        : words.cancel
      : isRetry
        ? words.retryDo(count, capped)
        : words.cancelDo(count, capped);
  return (
    <Confirm
      opened
      title={title}
      action={action}
      danger={!isRetry}
      disabled={count === null || count === 0}
      pending={start.isPending}
      error={start.error ?? counted.error}
      onConfirm={() => start.mutate()}
      onClose={onClose}
    >
      <p>
        {count === 0
          ? isRetry
            ? words.noneToRetry
            : words.noneToCancel
          : isRetry
            ? words.retryText
            : words.cancelText}
      </p>
      {others > 0 && count !== 0 && <p className="dim">{words.othersPassedOver(others)}</p>}
    </Confirm>
  );
}

/** The filters, for the statuses alone that the action is about; none left = nothing matches. */
function narrowed(search: RunsSearch, statuses: readonly RunStatus[]): RunsSearch {
  const wanted = statuses.filter((status) => search.status?.includes(status) ?? true);
  // No status of both: ask for what no run can be, so that the count is nothing.
  return wanted.length === 0
    ? { ...search, status: [...statuses], receivedBefore: new Date(0).toISOString() }
    : { ...search, status: wanted };
}
