import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { Resource } from '../../../../api/client.ts';
import { useTexts } from '../../../../i18n/text.tsx';
import classes from './test-run.module.css';

/** A rendered e-mail: its head, and the message in a frame that runs no script and leads nowhere. */
export function EmailShown({ email, recipient }: { email: Resource<'WrittenEmail'>; recipient: string | null }) {
  const { t } = useTexts();
  const [part, setPart] = useState('html');
  const { from } = email;
  const sender = from.name ? `${from.name} <${from.email}>` : from.email;
  const head = [
    ...(from.email === '' ? [] : [{ name: t.testRun.message.from, value: sender }]),
    { name: t.testRun.message.to, value: recipient ?? t.testRun.preview.nobody },
    ...(email.replyTo === null ? [] : [{ name: t.testRun.message.replyTo, value: email.replyTo }]),
    { name: t.testRun.message.subject, value: email.subject },
  ];
  return (
    <div className={classes.mail}>
      <dl className={classes.mailHead}>
        {head.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <SegmentedControl
        size="xs"
        value={part}
        onChange={setPart}
        data={[
          { value: 'html', label: t.testRun.message.html },
          { value: 'text', label: t.testRun.message.text },
        ]}
      />
      {part === 'html' ? (
        <iframe className={classes.frame} title={t.testRun.message.frame} sandbox="" srcDoc={email.html} />
      ) : (
        <pre className={classes.plain}>{email.text}</pre>
      )}
      <p className={classes.note}>{t.testRun.message.pictures}</p>
    </div>
  );
}

/** A text message as a phone shows it, with what it costs. */
export function TextShown({ text, recipient }: { text: Resource<'WrittenText'>; recipient: string | null }) {
  const { t } = useTexts();
  return (
    <figure className={classes.phone} aria-label={t.testRun.message.phone}>
      <div className={classes.phoneTo}>{recipient ?? t.testRun.preview.nobody}</div>
      <p className={classes.bubble}>{text.body}</p>
      <figcaption className={classes.note}>
        {t.testRun.message.characters(text.units)} · {t.testRun.message.segments(text.segments)}
        {text.encoding === 'ucs-2' && <div>{t.testRun.message.unicode}</div>}
      </figcaption>
    </figure>
  );
}
