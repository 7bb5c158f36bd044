import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { signIn, signInFailure } from '../../api/session.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useTexts } from '../../i18n/text.tsx';
import classes from './sign-in-page.module.css';

const route = getRouteApi('/sign-in');

export function SignInPage() {
  const { t } = useTexts();
  const { next, expired } = route.useSearch();
  const router = useRouter();
  const client = useQueryClient();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const entering = useMutation({
    mutationFn: () => signIn(email.trim(), password),
    onSuccess: async () => {
      await client.resetQueries(); // what the person before was not allowed to see may be shown now
      router.history.push(next ?? '/');
    },
  });
  const failure = entering.isError ? signInFailure(entering.error) : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    entering.mutate();
  }

  return (
    <main className={classes.page}>
      <title>{t.signIn.title}</title>
      <form className={classes.form} onSubmit={submit}>
        <img src="/favicon.svg" alt="" width={36} height={36} />
        <h1 className={classes.title}>{t.signIn.title}</h1>
        <Stack gap="md">
          {expired && !entering.isError && (
            <Alert color="gray" variant="light" role="status">
              {t.signIn.expired}
            </Alert>
          )}
          {failure === 'other' && <ErrorNotice error={entering.error} />}
          {(failure === 'wrong' || failure === 'too-many') && (
            <Alert color="red" variant="light" role="alert">
              {t.signIn[failure]}
            </Alert>
          )}
          <TextInput
            label={t.signIn.email}
            name="email"
            type="email"
            autoComplete="username"
            required
            withAsterisk={false}
            autoFocus
            size="md"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordInput
            label={t.signIn.password}
            name="password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            size="md"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button type="submit" size="md" loading={entering.isPending} fullWidth>
            {t.signIn.submit}
          </Button>
        </Stack>
      </form>
    </main>
  );
}
