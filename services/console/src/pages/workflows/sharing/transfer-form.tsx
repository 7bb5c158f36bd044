import { Button, Group, Select, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Resource } from '../../../api/client.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { showDone } from '../../../components/toasts.tsx';
import { useTexts } from '../../../i18n/text.tsx';
import type { Member } from '../../team/queries.ts';
import { workflowQuery } from '../queries.ts';
import { ownerName } from './owner-name.ts';
import { type Sharing, transferWorkflow } from './queries.ts';
import classes from './sharing.module.css';

interface TransferFormProps {
  workflow: Resource<'Workflow'>;
  sharing: Sharing;
  members: Member[];
}

export function TransferForm({ workflow, sharing, members }: TransferFormProps) {
  const { t } = useTexts();
  const client = useQueryClient();
  const [heir, setHeir] = useState<string | null>(null);
  const transfer = useMutation({
    mutationFn: (ownerId: string) => transferWorkflow(workflow.id, ownerId),
    onSuccess: (changed) => {
      client.setQueryData(workflowQuery(workflow.id).queryKey, changed);
      void client.invalidateQueries({ queryKey: ['workflows'] });
      showDone(t.sharing.transferred(ownerName(changed, t)));
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    if (heir !== null) transfer.mutate(heir);
  }
  return (
    <form onSubmit={submit} className={classes.transfer}>
      <Stack gap="sm">
        <div>{t.sharing.ownedBy(ownerName(sharing, t))}</div>
        {transfer.isError && <ErrorNotice error={transfer.error} />}
        <Group align="flex-end" gap="sm">
          <Select
            label={t.sharing.transferTo}
            searchable
            style={{ flex: 1 }}
            value={heir}
            data={members
              .filter(({ id }) => id !== sharing.owner?.id)
              .map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` }))}
            onChange={setHeir}
          />
          <Button type="submit" variant="default" disabled={heir === null} loading={transfer.isPending}>
            {t.sharing.transfer}
          </Button>
        </Group>
        <p className="dim">{t.sharing.transferHint}</p>
      </Stack>
    </form>
  );
}
