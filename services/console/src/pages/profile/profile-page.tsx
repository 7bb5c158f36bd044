import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { problemOf } from '../../api/problem.ts';
import { changePassword, meQuery, rename } from '../../api/session.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Page, Section } from '../../components/page.tsx';
import { showDone } from '../../components/toasts.tsx';
import { useTexts } from '../../i18n/text.tsx';

export function ProfilePage() {
  const { t } = useTexts();
  const me = useQuery(meQuery);
  return (
    <Page title={t.profile.title} above={[<span key="settings">{t.shell.settings}</span>]}>
      <Loaded query={me} what={t.profile.title}>
        {(loaded) =>
          loaded?.user && (
            <>
              <NameForm name={loaded.user.name} email={loaded.user.email} />
              <PasswordForm />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

function NameForm({ name: current, email }: { name: string; email: string }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const [name, setName] = useState(current);
  const save = useMutation({
    mutationFn: () => rename(name.trim()),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['me'] });
      void client.invalidateQueries({ queryKey: ['members'] });
      showDone(t.profile.saved);
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate();
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md" maw={420}>
        {save.isError && <ErrorNotice error={save.error} />}
        <TextInput label={t.common.email} value={email} readOnly description={t.profile.emailHint} />
        <TextInput
          label={t.profile.name}
          autoComplete="name"
          required
          withAsterisk={false}
          maxLength={255}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <div>
          <Button type="submit" loading={save.isPending} disabled={name.trim() === current}>
            {t.profile.save}
          </Button>
        </div>
      </Stack>
    </form>
  );
}

function PasswordForm() {
  const { t } = useTexts();
  const [current, setCurrent] = useState('');
  const [wanted, setWanted] = useState('');
  const change = useMutation({
    mutationFn: () => changePassword(current, wanted),
    onSuccess: () => {
      setCurrent('');
      setWanted('');
      showDone(t.profile.passwordChanged);
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    change.mutate();
  }
  return (
    <Section title={t.profile.password}>
      <form onSubmit={submit}>
        <Stack gap="md" maw={420}>
          {change.isError &&
            (problemOf(change.error).status === 400 ? (
              <Alert color="red" variant="light" role="alert">
                {t.profile.wrongPassword}
              </Alert>
            ) : (
              <ErrorNotice error={change.error} />
            ))}
          <PasswordInput
            label={t.profile.currentPassword}
            autoComplete="current-password"
            required
            withAsterisk={false}
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
          <PasswordInput
            label={t.profile.newPassword}
            description={t.profile.passwordHint}
            autoComplete="new-password"
            required
            withAsterisk={false}
            minLength={12}
            maxLength={256}
            value={wanted}
            onChange={(event) => setWanted(event.currentTarget.value)}
          />
          <div>
            <Button type="submit" variant="default" loading={change.isPending}>
              {t.profile.changePassword}
            </Button>
          </div>
        </Stack>
      </form>
    </Section>
  );
}
