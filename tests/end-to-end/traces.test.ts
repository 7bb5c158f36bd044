import { eventually } from '@canvass/test-support';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { mailbox, surveyLinkOf } from '../support/outboxes.ts';
import { answerSurvey } from '../support/respondent.ts';
import {
  demoSend,
  emptyHome,
  listAll,
  type RunningCanvass,
  removeHome,
  startCanvass,
} from '../support/running-canvass.ts';
import { type CollectedSpan, collectSpans, pathTo, type SpanCollector, spanKind } from '../support/span-collector.ts';

let home: string;
let collector: SpanCollector;
let canvass: RunningCanvass;

beforeAll(async () => {
  home = await emptyHome();
  collector = await collectSpans();
  canvass = await startCanvass(home, {
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_BSP_SCHEDULE_DELAY: '200',
  });
}, 200_000);
afterAll(async () => {
  await canvass?.stop();
  await collector?.[Symbol.asyncDispose]();
  await removeHome(home);
}, 60_000);

const Run = z.object({ id: z.string(), traceId: z.string() });

test('one trace leads from the SOAP request through every queue to the provider and the stored response', async () => {
  const sent = await demoSend(canvass, '--count', '10', '--batch', '10');
  expect(sent.code, sent.output).toBe(0);
  const [email] = await mailbox(canvass);
  if (email === undefined) throw new Error('no e-mail arrived');
  await answerSurvey(surveyLinkOf(email.text));

  const [run] = await listAll(canvass, '/runs', Run);
  const ofRun = () => collector.spans.filter((span) => span.traceId === run?.traceId);
  const store = await eventually(async () => ofRun().find((span) => span.name === 'store response'));
  const provider = await eventually(async () =>
    ofRun().find((span) => span.kind === spanKind.client && pathTo(span, ofRun()).includes('attempt delivery')),
  );

  expect(pathTo(provider, ofRun())).toEqual([
    'POST /in/{token}',
    'send process-message',
    'process process-message',
    'send update-contacts',
    'process update-contacts',
    'send prepare-deliveries',
    'process prepare-deliveries', // there was room to send at once
    'attempt delivery',
    'SES/SendRawEmail',
  ]);
  expect(pathTo(store, ofRun())[0]).toBe('POST /in/{token}');
  expect(new Set(ofRun().map((span) => span.service))).toEqual(
    new Set(['ingress', 'workflow-engine', 'contacts', 'distribution', 'survey'].map((name) => `canvass-${name}`)),
  );
});

test('queue spans follow the messaging conventions', async () => {
  const queueSpans = collector.spans.filter(
    (span) => span.kind === spanKind.producer || span.kind === spanKind.consumer,
  );
  expect(queueSpans.length).toBeGreaterThan(0);
  for (const span of queueSpans) {
    const operation = span.kind === spanKind.producer ? 'send' : 'process';
    expect(span.name).toBe(`${operation} ${span.attributes['messaging.destination.name']}`);
    expect(span.attributes).toMatchObject({
      'messaging.system': 'bullmq',
      'messaging.operation.name': operation,
      'messaging.batch.message_count': expect.anything(),
    });
  }
});

test('no token, address or answer is in any span', async () => {
  const [email] = await mailbox(canvass);
  const secrets = [
    canvass.facts.eventSourceUrl.split('/').at(-1),
    surveyLinkOf(email?.text ?? '')
      .split('/')
      .at(-1),
    email?.to,
    canvass.facts.apiKey,
    'Quick, friendly, solved.',
  ];
  const leaks = (span: CollectedSpan) => secrets.some((secret) => secret !== undefined && span.raw.includes(secret));
  expect(collector.spans.filter(leaks).map((span) => span.name)).toEqual([]);
});
