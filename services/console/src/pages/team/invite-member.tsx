import { Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { CopyField } from '../../components/copy-field.tsx';
import { Dialog, DialogForm } from '../../components/dialog.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { allRoles, inviteMember, type Role } from './queries.ts';

/** Asks whom and as what, then shows the link to send: this once. */
export function InviteMember({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('editor');
  const invite = useMutation({
    mutationFn: () => inviteMember(email.trim(), role),
    onSuccess: () => client.invalidateQueries({ queryKey: ['member-invites'] }),
  });
  function finish() {
    onClose();
    setEmail('');
    invite.reset();
  }
  const made = invite.data;
  return (
    <Dialog
      opened={opened}
      onClose={finish}
      title={made ? t.team.linkTitle : t.team.inviteTitle}
      closeOnClickOutside={!made}
    >
      {made ? (
        <Stack gap="md">
          <Text>{t.team.linkText(made.email)}</Text>
          <CopyField value={made.url} name={t.team.link} />
          <Group justify="flex-end">
            <Button onClick={finish}>{t.team.done}</Button>
          </Group>
        </Stack>
      ) : (
        <DialogForm work={invite} action={t.team.makeLink} onSubmit={() => invite.mutate()} onCancel={finish}>
          <TextInput
            label={t.common.email}
            type="email"
            required
            withAsterisk={false}
            maxLength={254}
            data-autofocus
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <Radio.Group
            label={t.team.role}
            value={role}
            onChange={(value) => setRole(allRoles.find((one) => one === value) ?? 'viewer')}
          >
            <Stack gap="xs" mt="xs">
              {allRoles.map((value) => (
                <Radio key={value} value={value} label={t.team.roles[value]} description={t.team.roleHelp[value]} />
              ))}
            </Stack>
          </Radio.Group>
        </DialogForm>
      )}
    </Dialog>
  );
}
