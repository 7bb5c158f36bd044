import { Button, Select, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Resource } from '../../api/client.ts';
import { useRights } from '../../api/rights.ts';
import { Confirm } from '../../components/confirm.tsx';
import { showDone, showFailure } from '../../components/toasts.tsx';
import { useTexts } from '../../i18n/text.tsx';
import classes from './event-source-page.module.css';
import { GuardSettings } from './guard-settings.tsx';
import { JsonSettings } from './json-settings.tsx';
import { overlapsHours, useOverlapName } from './overlaps.ts';
import { disableEventSource, enableEventSource, eventSourceQuery, rotateEventSource } from './queries.ts';

type Source = Resource<'EventSource'>;

export function EventSourceSettings({ source }: { source: Source }) {
  const { t } = useTexts();
  const { mayWrite } = useRights();
  const client = useQueryClient();
  const [rotating, rotateDialog] = useDisclosure(false);
  const [disabling, disableDialog] = useDisclosure(false);
  const [overlapHours, setOverlapHours] = useState(24);
  const overlapName = useOverlapName();
  const isJson = source.kind === 'json';

  const keep = (message: string) => (changed: Source) => {
    client.setQueryData(eventSourceQuery(source.id).queryKey, changed);
    void client.invalidateQueries({ queryKey: ['event-sources', 'list'] });
    rotateDialog.close();
    disableDialog.close();
    showDone(message);
  };
  const rotate = useMutation({
    mutationFn: () => rotateEventSource(source.id, overlapHours),
    onSuccess: keep(isJson ? t.jsonEvents.rotated : t.eventSources.rotated),
  });
  const disable = useMutation({
    mutationFn: () => disableEventSource(source.id),
    onSuccess: keep(t.eventSources.disabled),
  });
  const enable = useMutation({
    mutationFn: () => enableEventSource(source.id),
    onSuccess: keep(t.eventSources.enabled),
    onError: (error) => showFailure(error, t),
  });

  if (!mayWrite) return <p className="dim">{t.common.readOnly}</p>;
  return (
    <>
      {isJson && <JsonSettings source={source} />}
      <div className={classes.setting}>
        <div>
          <h2>{t.eventSources.rotate}</h2>
          <p>{t.eventSources.rotateAbout}</p>
        </div>
        <Button variant="default" onClick={rotateDialog.open}>
          {t.eventSources.rotate}
        </Button>
      </div>
      <div className={classes.setting}>
        <div>
          <h2>{source.status === 'disabled' ? t.eventSources.enable : t.eventSources.disable}</h2>
          <p>{source.status === 'disabled' ? t.eventSources.enableAbout : t.eventSources.disableAbout}</p>
        </div>
        {source.status === 'disabled' ? (
          <Button loading={enable.isPending} onClick={() => enable.mutate()}>
            {t.eventSources.enable}
          </Button>
        ) : (
          <Button variant="default" c="var(--cv-failed)" onClick={disableDialog.open}>
            {t.eventSources.disable}
          </Button>
        )}
      </div>
      <GuardSettings source={source} />
      <Confirm
        opened={rotating}
        title={t.eventSources.rotateTitle}
        action={t.eventSources.rotate}
        pending={rotate.isPending}
        error={rotate.error}
        onConfirm={() => rotate.mutate()}
        onClose={rotateDialog.close}
      >
        <Stack gap="md">
          <div>{t.eventSources.rotateText}</div>
          <Select
            label={t.eventSources.rotateOverlap}
            value={String(overlapHours)}
            onChange={(value) => setOverlapHours(Number(value ?? 24))}
            data={overlapsHours.map((hours) => ({ value: String(hours), label: overlapName(hours) }))}
            allowDeselect={false}
          />
        </Stack>
      </Confirm>
      <Confirm
        opened={disabling}
        title={t.eventSources.disableTitle}
        action={t.eventSources.disable}
        danger
        pending={disable.isPending}
        error={disable.error}
        onConfirm={() => disable.mutate()}
        onClose={disableDialog.close}
      >
        {t.eventSources.disableText(source.name)}
      </Confirm>
    </>
  );
}
