import { useMutation, useQueryClient } from '@tanstack/react-query';
import { showDone, showFailure } from '../../components/toasts.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { eventSourceQuery, type FieldChange, updateEventSource } from './queries.ts';

/** Saves changes of an event source's fields at once and says so. */
export function useFieldChanges(eventSourceId: string) {
  const { t } = useTexts();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ change }: { change: FieldChange; done: string }) => updateEventSource(eventSourceId, change),
    onSuccess: (source, { done }) => {
      client.setQueryData(eventSourceQuery(eventSourceId).queryKey, source);
      showDone(done);
    },
    onError: (error) => showFailure(error, t),
  });
}
