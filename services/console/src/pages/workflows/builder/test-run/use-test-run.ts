import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { testRunWorkflow } from '../../queries-test-run.ts';
import type { Definition } from '../definition.ts';
import { type Sample, sampleBody } from './use-sample.ts';

/** The last test run, kept while the builder is open, and whether it still says what would happen now. */
export function useTestRun(workflowId: string, definition: Definition, sample: Sample) {
  const [asOfArrival, setAsOfArrival] = useState(false);
  const arrivedAt = asOfArrival && sample.notification ? sample.notification.receivedAt : undefined;
  const request = { definition, ...sampleBody(sample), ...(arrivedAt === undefined ? {} : { arrivedAt }) };
  const mutation = useMutation({
    mutationFn: (asked: typeof request) => testRunWorkflow(workflowId, asked),
    onSuccess: () => {
      // Who listens to the page, or is far down in the values, is taken to the answer.
      requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-test-run-result]')?.focus());
    },
  });
  return {
    asOfArrival,
    setAsOfArrival,
    start: () => mutation.mutate(request),
    isPending: mutation.isPending,
    error: mutation.error,
    result: mutation.data,
    isStale: mutation.variables !== undefined && JSON.stringify(mutation.variables) !== JSON.stringify(request),
  };
}

export type TestRunState = ReturnType<typeof useTestRun>;
