import { demoCases, Org, Random } from '@canvass/salesforce-simulator';
import { eventually } from '@canvass/test-support/eventually';
import { z } from 'zod';
import { mailbox, surveyLinkOf } from '../support/outboxes.ts';
import { answerSurvey } from '../support/respondent.ts';
import { demoSend, listAll, type RunningCanvass } from '../support/running-canvass.ts';
import { demoOrg } from './demo-org.ts';
import { sendRejected } from './rejected-messages.ts';

const WithId = z.object({ id: z.string() });
const Run = z.object({ id: z.string(), status: z.string() });

/** What the pages are looked at with: the demo, at work for a while, with everything that can go wrong in it. */
export async function fillWorkspace(canvass: RunningCanvass): Promise<void> {
  await makeUnfinishedThings(canvass);
  await makePausedSurveyWorkflow(canvass);
  const sent = await demoSend(canvass, '--count', '60', '--duplicates', '0.1', '--seed', '7');
  if (sent.code !== 0 && !/survey-not-active|not active/i.test(sent.output)) throw new Error(sent.output);
  await sendTroubledCases(canvass);
  await sendRejected(canvass);
  await answerSome(canvass);
  await untilAtRest(canvass);
}

const post = (canvass: RunningCanvass, path: string, body: unknown) =>
  canvass.call(path, WithId, { method: 'POST', body: JSON.stringify(body) });

/** An event source that waits for its first message, a survey that nobody has published, a workflow that is off. */
async function makeUnfinishedThings(canvass: RunningCanvass): Promise<void> {
  const waiting = await post(canvass, '/event-sources', {
    name: 'Opportunity won (sandbox)',
    objectType: 'Opportunity',
  });
  const template = await templateNamed(canvass, /nps/i);
  await post(canvass, '/surveys', { name: 'Relationship NPS', definition: template.definition, flow: template.flow });
  const definition = await demoDefinition(canvass);
  await post(canvass, '/workflows', { name: 'NPS after a won opportunity', eventSourceId: waiting.id, definition });
}

/** A workflow whose survey has been paused since: each of its runs fails, and says how to mend that. */
async function makePausedSurveyWorkflow(canvass: RunningCanvass): Promise<void> {
  const template = await templateNamed(canvass, /effort|ces/i);
  const survey = await post(canvass, '/surveys', {
    name: 'Effort of critical cases',
    definition: template.definition,
    flow: template.flow,
  });
  await post(canvass, `/surveys/${survey.id}/publish`, {});
  const demo = await canvass.call(
    `/workflows/${canvass.facts.demoWorkflowId}`,
    z.object({ eventSourceId: z.string() }),
  );
  const workflow = await post(canvass, '/workflows', {
    name: 'Effort after a critical case',
    eventSourceId: demo.eventSourceId,
    definition: {
      timeZone: 'Europe/Berlin',
      conditions: {
        kind: 'group',
        match: 'all',
        conditions: [
          { kind: 'comparison', operator: 'equals', left: { from: 'event', field: 'Priority' }, value: 'Critical' },
        ],
      },
      steps: [
        {
          id: 'contact',
          type: 'contact',
          name: 'Update the contact',
          matchBy: ['email'],
          contact: { email: '{{ event.ContactEmail }}', lastName: '{{ event.Contact_Last_Name__c }}' },
        },
        {
          id: 'email',
          type: 'email-survey',
          name: 'Ask about the effort',
          surveyId: survey.id,
          contactStep: 'contact',
          linkExpiresAfterDays: 30,
          from: { email: 'feedback@acme.example', name: 'Acme Support' },
          subject: 'How easy was case {{ event.CaseNumber }}?',
          message: '<p>One question: <a href="{{ survey.link }}">how easy was it?</a></p>',
        },
      ],
    },
  });
  await post(canvass, `/workflows/${workflow.id}/on`, {});
  await post(canvass, `/surveys/${survey.id}/pause`, {});
}

/** Cases that can't go well: addresses that are none, people whom no provider reaches, cases that are still open. */
async function sendTroubledCases(canvass: RunningCanvass): Promise<void> {
  const trouble: Record<string, string | null>[] = [
    ...['mira.okafor(at)example.com', 'tom@', 'grace@@example.com'].map((ContactEmail) => ({
      ContactEmail,
      Survey_Channel__c: 'email',
      Priority: 'Low',
    })),
    { ContactEmail: null, Survey_Channel__c: 'email', Priority: 'Low', Contact_Last_Name__c: 'Nakamura' },
    ...['+1 500 555 0009', '+1 500 555 0002', '+1 500 553 0007'].map((ContactPhone) => ({
      ContactPhone,
      Survey_Channel__c: 'sms',
      Priority: 'Low',
    })),
    ...[1, 2, 3].map(() => ({ Priority: 'Critical' })),
    ...[1, 2, 3, 4].map(() => ({ Status: 'Working', IsClosed: 'false', ClosedDate: null, Priority: 'Low' })),
  ];
  const cases = [...demoCases({ count: trouble.length, seed: 11, now: new Date() })];
  const org = new Org(demoOrg(canvass), canvass.facts.eventSourceUrl, {
    batch: 5,
    concurrency: 2,
    rate: null,
    duplicates: 0,
    loseAcks: 0,
    reorder: false,
    random: new Random(1),
  });
  await org.send(cases.map((one, index) => ({ ...one, fields: { ...one.fields, ...trouble[index] } })));
}

async function answerSome(canvass: RunningCanvass): Promise<void> {
  const emails = await mailbox(canvass);
  for (const email of emails.slice(0, 8)) await answerSurvey(surveyLinkOf(email.text));
}

async function untilAtRest(canvass: RunningCanvass): Promise<void> {
  await eventually(async () => {
    const open = await listAll(canvass, '/runs?status=queued,running', Run);
    return open.length === 0;
  }, 60_000);
}

const Template = z.object({ id: z.string(), name: z.string(), definition: z.unknown(), flow: z.unknown() });

async function templateNamed(canvass: RunningCanvass, name: RegExp): Promise<z.output<typeof Template>> {
  const { data } = await canvass.call('/survey-templates', z.object({ data: z.array(Template) }));
  const found = data.find((template) => name.test(template.id) || name.test(template.name));
  if (found === undefined) throw new Error(`no survey template is named ${name}`);
  return found;
}

async function demoDefinition(canvass: RunningCanvass): Promise<unknown> {
  const workflow = await canvass.call(
    `/workflows/${canvass.facts.demoWorkflowId}`,
    z.object({ definition: z.unknown() }),
  );
  return workflow.definition;
}
