import { Button, Select } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useRights } from '../../api/rights.ts';
import { meQuery } from '../../api/session.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Page } from '../../components/page.tsx';
import { RelativeTime } from '../../components/time.tsx';
import { showDone, showFailure } from '../../components/toasts.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { InviteMember } from './invite-member.tsx';
import { OpenInvites } from './open-invites.tsx';
import { allRoles, changeRole, type Member, membersQuery, type Role } from './queries.ts';
import { RemoveMember } from './remove-member.tsx';

export function TeamPage() {
  const { t } = useTexts();
  const { mayAdminister } = useRights();
  const me = useQuery(meQuery).data;
  const members = useQuery(membersQuery);
  const [inviting, dialog] = useDisclosure(false);
  const [removing, setRemoving] = useState<Member | null>(null);
  const columns: Column<Member>[] = [
    {
      key: 'name',
      header: t.team.name,
      cell: (member) => (
        <>
          {member.name}
          {member.id === me?.user?.id && <span className="dim"> {t.team.you}</span>}
        </>
      ),
    },
    { key: 'email', header: t.common.email, wideOnly: true, cell: (member) => member.email },
    {
      key: 'role',
      header: t.team.role,
      width: '190px',
      cell: (member) => (mayAdminister ? <RoleSelect member={member} /> : t.team.roles[member.role]),
    },
    {
      key: 'owns',
      header: t.team.owns,
      align: 'end',
      width: '110px',
      wideOnly: true,
      cell: (member) => member.ownedWorkflows,
    },
    {
      key: 'joined',
      header: t.team.joined,
      width: '140px',
      wideOnly: true,
      cell: (member) => <RelativeTime at={member.joinedAt} />,
    },
    {
      key: 'remove',
      header: '',
      align: 'end',
      width: '110px',
      cell: (member) =>
        mayAdminister && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="red"
            aria-label={t.team.removeWho(member.name)}
            onClick={() => setRemoving(member)}
          >
            {t.team.remove}
          </Button>
        ),
    },
  ];
  return (
    <Page
      title={t.team.title}
      above={[<span key="settings">{t.shell.settings}</span>]}
      actions={mayAdminister && <Button onClick={dialog.open}>{t.team.invite}</Button>}
    >
      <Loaded query={members} what={t.team.what}>
        {(rows) => <DataTable label={t.team.what} rows={rows} columns={columns} rowKey={(row) => row.id} />}
      </Loaded>
      {mayAdminister && <OpenInvites />}
      <RoleHelp />
      <InviteMember opened={inviting} onClose={dialog.close} />
      {removing && (
        <RemoveMember
          member={removing}
          others={(members.data ?? []).filter((member) => member.id !== removing.id)}
          onClose={() => setRemoving(null)}
        />
      )}
    </Page>
  );
}

function RoleSelect({ member }: { member: Member }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (role: Role) => changeRole(member.id, role),
    onSuccess: (changed) => {
      void client.invalidateQueries({ queryKey: ['members'] });
      void client.invalidateQueries({ queryKey: ['me'] });
      showDone(t.team.roleChanged(changed.name, t.team.roles[changed.role]));
    },
    onError: (error) => showFailure(error, t),
  });
  return (
    <Select
      size="xs"
      aria-label={t.team.roleOf(member.name)}
      value={change.isPending ? change.variables : member.role}
      data={allRoles.map((role) => ({ value: role, label: t.team.roles[role] }))}
      allowDeselect={false}
      onChange={(value) => {
        const role = allRoles.find((one) => one === value);
        if (role !== undefined && role !== member.role) change.mutate(role);
      }}
    />
  );
}

function RoleHelp() {
  const { t } = useTexts();
  return (
    <dl
      className="dim"
      style={{ marginTop: 24, display: 'grid', gridTemplateColumns: 'max-content 1fr', gap: '4px 16px' }}
    >
      {allRoles.map((role) => (
        <div key={role} style={{ display: 'contents' }}>
          <dt>{t.team.roles[role]}</dt>
          <dd style={{ margin: 0 }}>{t.team.roleHelp[role]}</dd>
        </div>
      ))}
    </dl>
  );
}
