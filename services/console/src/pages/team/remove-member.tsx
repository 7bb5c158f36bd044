import { Select, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Confirm } from '../../components/confirm.tsx';
import { showDone } from '../../components/toasts.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { type Member, removeMember } from './queries.ts';

const nobody = 'nobody';

/** Says what follows, and asks who takes over what the member owns. */
export function RemoveMember({ member, others, onClose }: { member: Member; others: Member[]; onClose(): void }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const [heir, setHeir] = useState(nobody);
  const remove = useMutation({
    mutationFn: () => removeMember(member.id, heir === nobody ? null : heir),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['members'] });
      void client.invalidateQueries({ queryKey: ['workflows'] });
      onClose();
      showDone(t.team.removed(member.name));
    },
  });
  return (
    <Confirm
      opened
      title={t.team.removeTitle(member.name)}
      action={t.team.removeAction}
      danger
      pending={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <Stack gap="md">
        <span>{t.team.removeText}</span>
        {member.ownedWorkflows > 0 && (
          <Select
            label={t.team.heir(member.ownedWorkflows)}
            value={heir}
            allowDeselect={false}
            searchable
            data={[
              { value: nobody, label: t.team.administrators },
              ...others.map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` })),
            ]}
            onChange={(value) => setHeir(value ?? nobody)}
          />
        )}
      </Stack>
    </Confirm>
  );
}
