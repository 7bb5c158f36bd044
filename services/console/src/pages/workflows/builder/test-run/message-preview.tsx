import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { use, useState } from 'react';
import { ErrorNotice } from '../../../../components/error-notice.tsx';
import { FailureNotice } from '../../../../components/failure-notice.tsx';
import { useTexts } from '../../../../i18n/text.tsx';
import { messagePreviewQuery, type PreviewBody, type TestMessageBody } from '../../queries-test-run.ts';
import { type Definition, findStep, type Task } from '../definition.ts';
import { SampleSelect } from './sample-form.tsx';
import { SendTest } from './send-test.tsx';
import classes from './test-run.module.css';
import { type Sample, SampleContext, sampleBody } from './use-sample.ts';
import { EmailShown, TextShown } from './written-message.tsx';

type SurveyTask = Extract<Task, { surveyId: string }>;

/** The message below its fields as it would be written for a stored notification, while one types. */
export function MessagePreview({ step, definition }: { step: SurveyTask; definition: Definition }) {
  const { t } = useTexts();
  const context = use(SampleContext);
  const [shown, setShown] = useState(true);
  if (context === null) return null;
  return (
    <section className={classes.preview} aria-label={t.testRun.preview.title}>
      <div className={classes.previewHead}>
        <b>{t.testRun.preview.title}</b>
        <Button size="compact-xs" variant="subtle" aria-expanded={shown} onClick={() => setShown(!shown)}>
          {shown ? t.testRun.preview.hide : t.testRun.preview.show}
        </Button>
      </div>
      {shown && (
        <>
          <SampleSelect sample={context.sample} label={t.testRun.preview.with} />
          <Written workflowId={context.workflowId} body={bodyOf(step, definition, context.sample)} />
          <SendTest
            key={step.id}
            workflowId={context.workflowId}
            body={testBodyOf(step, bodyOf(step, definition, context.sample))}
          />
        </>
      )}
    </section>
  );
}

const pauseMs = 400;

function Written({ workflowId, body }: { workflowId: string; body: PreviewBody }) {
  const { t } = useTexts();
  const [asked] = useDebouncedValue(body, pauseMs);
  const query = useQuery({ ...messagePreviewQuery(workflowId, asked), placeholderData: keepPreviousData });
  if (query.error) return <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <p className={classes.note}>{t.testRun.preview.writing}</p>;
  const { email, text, error, recipient } = query.data;
  return (
    <>
      {error && <FailureNotice failure={error} />}
      {email && <EmailShown email={email} recipient={recipient} />}
      {text && <TextShown text={text} recipient={recipient} />}
    </>
  );
}

function bodyOf(step: SurveyTask, definition: Definition, sample: Sample): PreviewBody {
  const contactTask = findStep(definition, step.contactStep)?.step;
  return {
    ...sampleBody(sample),
    timeZone: definition.timeZone,
    message:
      step.type === 'email-survey'
        ? { type: step.type, fromName: step.from.name ?? null, subject: step.subject, message: step.message }
        : { type: step.type, message: step.message },
    contactTask: contactTask?.type === 'contact' ? contactTask : null,
  };
}

/** The same as a message that goes out: with its sender, and a link that leads to the survey. */
function testBodyOf(step: SurveyTask, { message: _preview, ...body }: PreviewBody): TestMessageBody {
  const surveyId = step.surveyId === '' ? null : step.surveyId;
  if (step.type === 'sms-survey') return { ...body, surveyId, message: { type: step.type, message: step.message } };
  const { type, from, replyTo, subject, message } = step;
  return { ...body, surveyId, message: { type, from, subject, message, ...(replyTo ? { replyTo } : {}) } };
}
