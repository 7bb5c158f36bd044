import { Button, Checkbox, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { meQuery } from '../../../../api/session.ts';
import { ErrorNotice } from '../../../../components/error-notice.tsx';
import { FailureNotice } from '../../../../components/failure-notice.tsx';
import { StatusShape } from '../../../../components/status.tsx';
import { useTexts } from '../../../../i18n/text.tsx';
import { sendTestMessage, type TestMessageBody } from '../../queries-test-run.ts';
import classes from './test-run.module.css';

type Unaddressed = Omit<TestMessageBody, 'to' | 'confirmed' | 'language'>;

interface SendTestProps {
  workflowId: string;
  body: Unaddressed;
}

/** Sends the message that is shown to oneself, or to an address that is confirmed: a real message, marked as a test. */
export function SendTest({ workflowId, body }: SendTestProps) {
  const { t, language } = useTexts();
  const { data: me } = useQuery(meQuery);
  const isEmail = body.message.type === 'email-survey';
  const own = isEmail ? (me?.user?.email ?? null) : null;
  const [elsewhere, setElsewhere] = useState(false);
  const send = useMutation({
    mutationFn: (to: { to: string; confirmed: true } | null) =>
      sendTestMessage(workflowId, { ...body, ...to, language }),
  });
  const lacksSender = body.message.type === 'email-survey' && body.message.from.email === '';
  const sent = send.data;
  return (
    <div className={classes.send}>
      {own !== null && (
        <div className={classes.sendRow}>
          <Button
            size="compact-sm"
            variant="default"
            loading={send.isPending && !elsewhere}
            disabled={lacksSender || send.isPending}
            onClick={() => {
              setElsewhere(false);
              send.mutate(null);
            }}
          >
            {t.testRun.send.toMe}
          </Button>
          <span className={classes.note}>{own}</span>
          {!elsewhere && (
            <Button size="compact-sm" variant="subtle" disabled={lacksSender} onClick={() => setElsewhere(true)}>
              {t.testRun.send.elsewhere}
            </Button>
          )}
        </div>
      )}
      {lacksSender && <p className={classes.note}>{t.testRun.send.lacksSender}</p>}
      {(elsewhere || own === null) && !lacksSender && (
        <Elsewhere
          isEmail={isEmail}
          pending={send.isPending}
          onSend={(to) => send.mutate({ to, confirmed: true })}
          onClose={own === null ? null : () => setElsewhere(false)}
        />
      )}
      <div aria-live="polite">
        {send.error && <ErrorNotice error={send.error} />}
        {sent?.outcome === 'accepted' && (
          <p className={classes.note}>
            <StatusShape tone="done" /> {t.testRun.send.sent(sent.recipient)}
          </p>
        )}
        {sent?.error && <FailureNotice failure={sent.error} />}
      </div>
    </div>
  );
}

interface ElsewhereProps {
  isEmail: boolean;
  pending: boolean;
  onSend(to: string): void;
  onClose: (() => void) | null;
}

/** Nobody gets a message by a slip of the hand: the address is confirmed each time it has been changed. */
function Elsewhere({ isEmail, pending, onSend, onClose }: ElsewhereProps) {
  const { t } = useTexts();
  const [to, setTo] = useState('');
  const [confirmed, setConfirmed] = useState('');
  const address = to.trim();
  const isConfirmed = address !== '' && confirmed === address;
  return (
    <Stack gap={8} align="start">
      <TextInput
        label={isEmail ? t.testRun.send.address : t.testRun.send.number}
        type={isEmail ? 'email' : 'tel'}
        placeholder={isEmail ? 'name@example.com' : '+33 6 12 34 56 78'}
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
        w="100%"
      />
      <Checkbox
        size="xs"
        label={t.testRun.send.confirm(address || t.builder.missing)}
        disabled={address === ''}
        checked={isConfirmed}
        onChange={(event) => setConfirmed(event.currentTarget.checked ? address : '')}
      />
      <div className={classes.sendRow}>
        <Button
          size="compact-sm"
          variant="default"
          loading={pending}
          disabled={!isConfirmed}
          onClick={() => onSend(address)}
        >
          {t.testRun.send.send}
        </Button>
        {onClose && (
          <Button size="compact-sm" variant="subtle" color="gray" onClick={onClose}>
            {t.common.cancel}
          </Button>
        )}
      </div>
    </Stack>
  );
}
