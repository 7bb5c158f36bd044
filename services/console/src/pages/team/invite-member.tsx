import { Button, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { CopyField } from '../../components/copy-field.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
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
  function submit(event: FormEvent) {
    event.preventDefault();
    invite.mutate();
  }
  const made = invite.data;
  return (
    <Modal
      opened={opened}
      onClose={finish}
      title={made ? t.team.linkTitle : t.team.inviteTitle}
      closeOnClickOutside={!made}
      closeButtonProps={{ 'aria-label': t.common.close }}
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
        <form onSubmit={submit}>
          <Stack gap="md">
            {invite.isError && <ErrorNotice error={invite.error} />}
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
            <Group justify="flex-end" gap="sm">
              <Button variant="default" onClick={finish}>
                {t.common.cancel}
              </Button>
              <Button type="submit" loading={invite.isPending}>
                {t.team.makeLink}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
