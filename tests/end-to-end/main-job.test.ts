import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually, type QueueBackend, queueBackends } from '@canvass/test-support';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { mailbox, smsOutbox, surveyLinkOf } from '../support/outboxes.ts';
import { answerSurvey } from '../support/respondent.ts';
import {
  demoSend,
  emptyHome,
  listAll,
  type RunningCanvass,
  removeHome,
  startCanvass,
} from '../support/running-canvass.ts';

const Run = z.object({ id: z.string(), status: z.string(), recordId: z.string().nullable(), traceId: z.string() });
const Delivery = z.object({
  id: z.string(),
  runId: z.string(),
  channel: z.string(),
  to: z.string(),
  status: z.string(),
  providerMessageId: z.string().nullable(),
});
const Response = z.object({
  id: z.string(),
  status: z.string(),
  embeddedData: z.record(z.string(), z.string().nullable()),
});

function backendEnvironment(backend: QueueBackend): Record<string, string> {
  const redisUrl = inject('redisUrl');
  return backend === 'redis' && redisUrl !== null ? { CANVASS_REDIS_URL: `${redisUrl}/7` } : {};
}

describe.each(queueBackends())('the main job, queues on %s', (backend) => {
  let home: string;
  let canvass: RunningCanvass;

  beforeAll(async () => {
    home = await emptyHome();
    canvass = await startCanvass(home, backendEnvironment(backend));
  }, 200_000);
  afterAll(async () => {
    await canvass?.stop();
    await removeHome(home);
  }, 60_000);

  test('200 cases, with duplicates and lost acks, become 200 messages to people, each once', async () => {
    const sent = await demoSend(canvass, '--count', '200', '--duplicates', '0.2', '--lose-acks', '0.2');
    expect(sent.output).toMatch(/acknowledged/i);
    expect(sent.code, sent.output).toBe(0);

    const runs = await listAll(canvass, '/runs', Run);
    expect(runs).toHaveLength(200);
    expect(new Set(runs.map((run) => run.status))).toEqual(new Set(['succeeded']));
    const [emails, texts] = [await mailbox(canvass), await smsOutbox(canvass)];
    expect(emails.length + texts.length).toBe(200);
    const deliveries = await listAll(canvass, '/deliveries', Delivery);
    expect(new Set(deliveries.map((delivery) => delivery.runId)).size).toBe(200);
    expect(texts.length).toBeGreaterThan(0);
  }, 180_000);

  test('texts are reported as delivered by signed callbacks', async () => {
    await eventually(async () => {
      const texts = await listAll(canvass, '/deliveries?channel=sms', Delivery);
      return texts.length > 0 && texts.every((text) => text.status === 'delivered');
    });
  });

  test('an answered survey is stored with its embedded data and finishes its delivery', async () => {
    const [email] = await mailbox(canvass);
    if (email === undefined) throw new Error('no e-mail arrived');
    await answerSurvey(surveyLinkOf(email.text));

    const responses = await listAll(canvass, `/surveys/${canvass.facts.demoSurveyId}/responses`, Response);
    expect(responses).toEqual([expect.objectContaining({ status: 'finished' })]);
    // What the survey flow declares and the case had: a case without an account has no AccountName.
    const { AccountName: _, ...embeddedData } = responses[0]?.embeddedData ?? {};
    expect(Object.keys(embeddedData).sort()).toEqual(['CaseNumber', 'Owner', 'Priority']);
    const finished = await listAll(canvass, '/deliveries?status=finished', Delivery);
    expect(finished.map((delivery) => delivery.to.toLowerCase())).toEqual([email.to.toLowerCase()]);
  });

  test('no session id, token or address of a person is in any log', async () => {
    const token = canvass.facts.eventSourceUrl.split('/').at(-1) ?? '';
    const [email] = await mailbox(canvass);
    for (const service of ['ingress', 'workflow-engine', 'contacts', 'distribution', 'survey', 'api', 'front']) {
      const log = await readFile(join(home, 'logs', `${service}.log`), 'utf8');
      expect(log.includes(token), `${service} logs the event source's token`).toBe(false);
      expect(log.includes(email?.to ?? 'no address'), `${service} logs an address`).toBe(false);
    }
  });

  test('Ctrl-C ends with 0 and a second start keeps the data', async () => {
    expect(await canvass.stop()).toBe(0);
    canvass = await startCanvass(home, backendEnvironment(backend));
    expect(await listAll(canvass, '/runs', Run)).toHaveLength(200);
  }, 60_000);
});
