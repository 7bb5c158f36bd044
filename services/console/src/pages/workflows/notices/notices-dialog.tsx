import { Button, Group, MultiSelect, Select, Stack, TagsInput, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Resource } from '../../../api/client.ts';
import { Dialog } from '../../../components/dialog.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { showDone } from '../../../components/toasts.tsx';
import { useTexts } from '../../../i18n/text.tsx';
import { membersQuery } from '../../team/queries.ts';
import { type Definition, placedSteps } from '../builder/definition.ts';
import classes from './notices.module.css';
import { type FailureNotices, noticesQuery, saveNotices } from './queries.ts';

interface NoticesDialogProps {
  workflow: Resource<'Workflow'>;
  notices: FailureNotices;
  onClose(): void;
}

const mostPeople = 20;
const usualIntervals = [5, 15, 30, 60, 240, 1440];

/** Chooses who is told, from which address and how often. */
export function NoticesDialog({ workflow, notices, onClose }: NoticesDialogProps) {
  const { t } = useTexts();
  const client = useQueryClient();
  const members = useQuery(membersQuery);
  const [memberIds, setMemberIds] = useState(notices.members.map(({ id }) => id));
  const [addresses, setAddresses] = useState(notices.addresses);
  const [from, setFrom] = useState(notices.fromAddress ?? fromAddressOf(workflow.definition) ?? '');
  const [interval, setInterval] = useState(notices.intervalMinutes);
  const save = useMutation({
    mutationFn: () =>
      saveNotices(workflow.id, { memberIds, addresses, fromAddress: from.trim(), intervalMinutes: interval }),
    onSuccess: (saved) => {
      client.setQueryData(noticesQuery(workflow.id).queryKey, saved);
      onClose();
      showDone(t.notices.saved(saved.members.length + saved.addresses.length));
    },
  });
  const intervals = [...new Set([...usualIntervals, interval])].sort((a, b) => a - b);
  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate();
  }
  return (
    <Dialog opened onClose={onClose} title={t.notices.title}>
      <form onSubmit={submit}>
        <Stack gap="md">
          {save.isError && <ErrorNotice error={save.error} />}
          <MultiSelect
            label={t.notices.members}
            description={t.notices.membersHint}
            searchable
            maxValues={mostPeople}
            classNames={{ inputField: classes.pillsField }}
            data={(members.data ?? notices.members).map(({ id, name, email }) => ({
              value: id,
              label: name ? `${name} (${email})` : email,
            }))}
            value={memberIds}
            onChange={setMemberIds}
          />
          <TagsInput
            label={t.notices.addresses}
            description={t.notices.addressesHint}
            maxTags={mostPeople}
            acceptValueOnBlur
            classNames={{ inputField: classes.pillsField }}
            value={addresses}
            onChange={setAddresses}
          />
          <TextInput
            label={t.notices.from}
            description={t.notices.fromHint}
            type="email"
            required
            withAsterisk={false}
            maxLength={254}
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <Select
            label={t.notices.atMost}
            allowDeselect={false}
            data={intervals.map((minutes) => ({ value: String(minutes), label: t.notices.interval(minutes) }))}
            value={String(interval)}
            onChange={(value) => setInterval(Number(value))}
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t.common.cancel}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t.notices.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

/** That of the first e-mail the workflow sends, most likely verified; null where it sends none. */
function fromAddressOf(definition: Definition): string | null {
  const emails = placedSteps(definition).flatMap(({ step }) => (step.type === 'email-survey' ? [step.from.email] : []));
  return emails[0] ?? null;
}
