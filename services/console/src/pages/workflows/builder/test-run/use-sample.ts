import { useQuery } from '@tanstack/react-query';
import { createContext, useMemo, useState } from 'react';
import type { Resource } from '../../../../api/client.ts';
import { samplesQuery } from '../../queries-test-run.ts';

export type Values = Record<string, string | null>;

/** What the workflow is tried on: a stored notification or typed values, with what was changed of them. */
export interface Sample {
  notifications: readonly Resource<'Notification'>[];
  loading: boolean;
  /** Null = typed in. */
  notification: Resource<'Notification'> | null;
  choose(id: string | null): void;
  values: Values;
  /** Names whose values are not the notification's own. */
  edited: ReadonlySet<string>;
  edit(values: Values): void;
  reset(): void;
}

/** The sample is the builder's: the test run and every message preview look at the same one. */
export function useSample(source: Resource<'EventSource'>): Sample {
  const query = useQuery(samplesQuery(source.id));
  const notifications = query.data ?? none;
  const [chosen, setChosen] = useState<string | null | undefined>(undefined);
  const [edits, setEdits] = useState<Values>({});
  const id = chosen === undefined ? (notifications[0]?.id ?? null) : chosen;
  const notification = notifications.find((each) => each.id === id) ?? null;

  return useMemo(() => {
    const examples = Object.fromEntries(source.fields.map(({ name, example }) => [name, example]));
    const known = Object.fromEntries(source.fields.map(({ name }): [string, null] => [name, null]));
    const own: Values = notification === null ? examples : { ...known, ...notification.fields };
    return {
      notifications,
      loading: query.isPending,
      notification,
      choose(next) {
        setChosen(next);
        setEdits({});
      },
      values: { ...own, ...edits },
      edited: new Set(Object.keys(edits).filter((name) => edits[name] !== own[name])),
      edit: (values) => setEdits((before) => ({ ...before, ...values })),
      reset: () => setEdits({}),
    };
  }, [notifications, notification, edits, query.isPending, source.fields]);
}

const none: Resource<'Notification'>[] = [];

/** A sample as the API takes it. */
export function sampleBody({ notification, values, edited }: Sample) {
  if (notification === null) return { fields: values };
  const changed = Object.fromEntries([...edited].map((name) => [name, values[name] ?? null]));
  return { notificationId: notification.id, fields: changed };
}

export const SampleContext = createContext<{ workflowId: string; sample: Sample } | null>(null);
