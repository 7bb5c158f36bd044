import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, type Resource, reply } from '../../api/client.ts';
import { signIn } from '../../api/session.ts';
import { chooseWorkspace } from '../../api/workspace-choice.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { useTexts } from '../../i18n/text.tsx';
import classes from '../sign-in/sign-in-page.module.css';

/** Behind “#”: it is sent to no server by opening the page. */
const tokenOfAddress = () => window.location.hash.slice(1);

export function JoinPage() {
  const { t } = useTexts();
  const [token] = useState(tokenOfAddress);
  const invite = useQuery({
    queryKey: ['join', token],
    queryFn: () => reply(api.POST('/join/look', { body: { token } })),
    retry: false,
  });
  return (
    <main className={classes.page}>
      <title>{`${t.join.title} · Canvass`}</title>
      <div className={classes.form}>
        <img src="/favicon.svg" alt="" width={36} height={36} />
        <h1 className={classes.title}>{invite.data ? t.join.titleOf(invite.data.workspaceName) : t.join.title}</h1>
        <Loaded query={invite} what={t.join.what}>
          {(found) => <JoinForm token={token} invite={found} />}
        </Loaded>
      </div>
    </main>
  );
}

function JoinForm({ token, invite }: { token: string; invite: Resource<'OpenInvite'> }) {
  const { t } = useTexts();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const join = useMutation({
    mutationFn: async () => {
      const body = { token, password, ...(invite.hasAccount ? {} : { name: name.trim() }) };
      const { workspaceId, email } = await reply(api.POST('/join', { body }));
      await signIn(email, password);
      chooseWorkspace(workspaceId);
    },
    onSuccess: () => window.location.assign('/'),
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    join.mutate();
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text>{t.join.text(t.team.roles[invite.role])}</Text>
        {join.isError && <ErrorNotice error={join.error} />}
        <TextInput
          label={t.signIn.email}
          name="email"
          autoComplete="username"
          size="md"
          value={invite.email}
          readOnly
        />
        {!invite.hasAccount && (
          <TextInput
            label={t.profile.name}
            name="name"
            autoComplete="name"
            required
            withAsterisk={false}
            autoFocus
            maxLength={255}
            size="md"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        )}
        <PasswordInput
          label={invite.hasAccount ? t.join.yourPassword : t.join.newPassword}
          description={invite.hasAccount ? t.join.yourPasswordHint : t.profile.passwordHint}
          name="password"
          autoComplete={invite.hasAccount ? 'current-password' : 'new-password'}
          required
          withAsterisk={false}
          minLength={invite.hasAccount ? 1 : 12}
          maxLength={256}
          size="md"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" size="md" loading={join.isPending} fullWidth>
          {t.join.submit}
        </Button>
      </Stack>
    </form>
  );
}
