import { Button, Checkbox, Radio, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useRights } from '../../api/rights.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Page, Section } from '../../components/page.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { eventSourceNamesQuery, workflowNamesQuery } from '../runs/queries.ts';
import { fromLocalInput } from '../runs/time-words.ts';
import { previewReplay, type ReplayRequest, startReplay } from './queries.ts';
import classes from './replay-page.module.css';
import { ReplayPreview } from './replay-preview.tsx';

const route = getRouteApi('/app/replay');

/** Which notifications, through what; then what would happen; only then it can be started. */
export function ReplayPage() {
  const { t } = useTexts();
  const given = route.useSearch();
  const navigate = useNavigate();
  const { mayWrite } = useRights();
  const eventSources = useQuery(eventSourceNamesQuery).data ?? [];
  const workflows = useQuery(workflowNamesQuery).data ?? [];
  const [eventSourceId, setEventSourceId] = useState(given.eventSourceId ?? null);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [recordId, setRecordId] = useState('');
  const [workflowId, setWorkflowId] = useState(given.workflowId ?? null);
  const [revision, setRevision] = useState<ReplayRequest['revision']>('current');
  const [onlyNew, setOnlyNew] = useState(given.notificationId === undefined);

  const request = toRequest();
  const preview = useMutation({ mutationFn: previewReplay });
  const start = useMutation({
    mutationFn: startReplay,
    onSuccess: ({ id }) => navigate({ to: '/operations/$operationId', params: { operationId: id } }),
  });
  // What was looked at is what is started: a change asks to look again.
  const looked = preview.data && JSON.stringify(preview.variables) === JSON.stringify(request) ? preview.data : null;

  function toRequest(): ReplayRequest | null {
    const how = { workflowId, revision, onlyNew };
    if (given.notificationId) return { notifications: { notificationIds: [given.notificationId] }, ...how };
    if (eventSourceId === null) return null;
    const [receivedAfter, receivedBefore] = [fromLocalInput(from), fromLocalInput(to)];
    const filter = {
      eventSourceId,
      ...(recordId.trim() && { recordId: recordId.trim() }),
      ...(receivedAfter && { receivedAfter }),
      ...(receivedBefore && { receivedBefore }),
    };
    return { notifications: { filter }, ...how };
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    if (request) preview.mutate(request);
  }

  return (
    <Page
      title={t.operations.replayTitle}
      above={[
        <Link key="runs" to="/runs">
          {t.runs.title}
        </Link>,
      ]}
    >
      <p className={classes.intro}>{t.operations.replayIntro}</p>
      <form onSubmit={submit} className={classes.form}>
        <Section title={t.operations.whichTitle}>
          {given.notificationId ? (
            <p>
              {t.operations.oneNotification}
              {given.recordId && ` ${t.operations.ofRecord(given.recordId)}`}
            </p>
          ) : (
            <Stack gap="sm">
              <Select
                label={t.operations.eventSource}
                placeholder={t.operations.chooseEventSource}
                data={eventSources.map(({ id, name }) => ({ value: id, label: name }))}
                value={eventSourceId}
                onChange={setEventSourceId}
              />
              <TextInput
                type="datetime-local"
                label={t.operations.from}
                value={from}
                onChange={(event) => setFrom(event.currentTarget.value)}
              />
              <TextInput
                type="datetime-local"
                label={t.operations.to}
                value={to}
                onChange={(event) => setTo(event.currentTarget.value)}
              />
              <TextInput
                label={t.operations.recordId}
                value={recordId}
                onChange={(event) => setRecordId(event.currentTarget.value)}
              />
            </Stack>
          )}
        </Section>
        <Section title={t.operations.howTitle}>
          <Stack gap="sm">
            <Select
              label={t.operations.workflow}
              data={[
                { value: '', label: t.operations.allWorkflows },
                ...workflows.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              value={workflowId ?? ''}
              onChange={(id) => setWorkflowId(id || null)}
              allowDeselect={false}
            />
            <Radio.Group
              label={t.operations.revision}
              value={revision}
              onChange={(value) => setRevision(value === 'original' ? 'original' : 'current')}
            >
              <Stack gap={6} mt={4}>
                <Radio value="current" label={t.operations.revisions.current} />
                <Radio value="original" label={t.operations.revisions.original} />
              </Stack>
            </Radio.Group>
            <Checkbox
              label={t.operations.onlyNewLabel}
              description={t.operations.onlyNewHint}
              checked={onlyNew}
              onChange={(event) => setOnlyNew(event.currentTarget.checked)}
            />
          </Stack>
        </Section>
        {preview.isError && <ErrorNotice error={preview.error} />}
        <div>
          <Button
            type="submit"
            variant={looked ? 'default' : 'filled'}
            disabled={request === null}
            loading={preview.isPending}
          >
            {preview.data ? t.operations.lookAgain : t.operations.look}
          </Button>
        </div>
      </form>
      {looked && request && (
        <ReplayPreview
          preview={looked}
          again={!onlyNew && looked.alreadyRan > 0}
          mayStart={mayWrite}
          starting={start.isPending}
          error={start.error}
          onStart={() => start.mutate(request)}
        />
      )}
    </Page>
  );
}
