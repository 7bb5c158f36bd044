import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Resource } from '../../api/client.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Section } from '../../components/page.tsx';
import { RelativeTime } from '../../components/time.tsx';
import { showDone, showFailure } from '../../components/toasts.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { invitesQuery, withdrawInvite } from './queries.ts';

/** Links that somebody may still join by. */
export function OpenInvites() {
  const { t } = useTexts();
  const client = useQueryClient();
  const invites = useQuery(invitesQuery).data ?? [];
  const withdraw = useMutation({
    mutationFn: withdrawInvite,
    onSuccess: ({ email }) => {
      void client.invalidateQueries({ queryKey: ['member-invites'] });
      showDone(t.team.withdrawn(email));
    },
    onError: (error) => showFailure(error, t),
  });
  const columns: Column<Resource<'MemberInvite'>>[] = [
    { key: 'email', header: t.common.email, cell: (invite) => invite.email },
    { key: 'role', header: t.team.role, width: '190px', cell: (invite) => t.team.roles[invite.role] },
    {
      key: 'expires',
      header: t.team.expires,
      width: '140px',
      wideOnly: true,
      cell: (invite) => <RelativeTime at={invite.expiresAt} />,
    },
    {
      key: 'withdraw',
      header: '',
      align: 'end',
      width: '120px',
      cell: (invite) => (
        <Button
          size="compact-xs"
          variant="subtle"
          color="red"
          aria-label={t.team.withdrawWhose(invite.email)}
          onClick={() => withdraw.mutate(invite.id)}
        >
          {t.team.withdraw}
        </Button>
      ),
    },
  ];
  if (invites.length === 0) return null;
  return (
    <Section title={t.team.invited}>
      <DataTable label={t.team.invited} rows={invites} columns={columns} rowKey={(row) => row.id} />
    </Section>
  );
}
