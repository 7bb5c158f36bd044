import {
  Comparison,
  type ComparisonTrace,
  type ConditionTrace,
  ContactTask,
  contactMatchKeys,
  type GroupTrace,
  NotificationId,
  runStatuses,
  SurveyId,
  WorkflowId,
  waitOutcomes,
} from '@canvass/domain';
import { z } from 'zod';
import { Failure, Instant } from './common.ts';
import { defineRoute } from './route-spec.ts';

const ComparisonSeen: z.ZodType<ComparisonTrace> = z.object({
  kind: z.literal('comparison'),
  comparison: Comparison,
  met: z.boolean(),
  saw: z.string().nullable().describe('The value that was met; null = absent or empty'),
});
const GroupSeen: z.ZodType<GroupTrace> = z
  .object({
    kind: z.literal('group'),
    match: z.enum(['all', 'any', 'none']),
    met: z.boolean(),
    conditions: z.array(z.lazy((): z.ZodType<ConditionTrace> => ConditionSeen)),
  })
  .meta({ id: 'ConditionGroupSeen' });
export const ConditionSeen: z.ZodType<ConditionTrace> = z
  .union([ComparisonSeen, GroupSeen])
  .meta({ id: 'ConditionSeen' });
export const ConditionsSeen = GroupSeen;

const WrittenEmail = z
  .object({
    from: z.object({ email: z.string(), name: z.string().nullable() }),
    replyTo: z.string().nullable(),
    subject: z.string(),
    html: z.string().describe('The whole document; show it in a frame without scripts'),
    text: z.string().describe('The plain-text part'),
  })
  .meta({ id: 'WrittenEmail' });

const WrittenText = z
  .object({
    body: z.string(),
    encoding: z.enum(['gsm-7', 'ucs-2']),
    units: z.number().int().describe('Characters as the encoding counts them'),
    segments: z.number().int().describe('How many messages the provider charges for'),
  })
  .meta({ id: 'WrittenText' });

const step = {
  stepId: z.string(),
  name: z.string().nullable(),
  status: z.enum(['succeeded', 'failed', 'skipped']).describe('What would become of it'),
  error: Failure.nullable().describe('Why it would fail or not be done'),
};
const survey = {
  survey: z
    .object({ name: z.string(), recipient: z.string().nullable().describe('Null where it is not known to whom') })
    .nullable(),
};

export const TestRunStep = z
  .discriminatedUnion('type', [
    z.object({
      ...step,
      type: z.literal('branch'),
      branch: z
        .object({ taken: z.enum(['steps', 'otherwise']), because: z.string(), conditions: ConditionsSeen })
        .nullable(),
    }),
    z.object({
      ...step,
      type: z.literal('wait'),
      wait: z
        .object({
          until: Instant.describe('When it would be over'),
          outcome: z.enum(waitOutcomes),
          wentOn: z.boolean().describe('False: its conditions would not be met, and the run would end'),
          because: z.string(),
        })
        .nullable()
        .describe('As if nothing came meanwhile: no answer, no newer notification'),
    }),
    z.object({
      ...step,
      type: z.literal('contact'),
      contact: z
        .object({
          id: z.string().nullable().describe('Null for a contact that would be created'),
          outcome: z.enum(['created', 'updated', 'unchanged']),
          firstName: z.string().nullable(),
          lastName: z.string().nullable(),
          email: z.string().nullable(),
          phone: z.string().nullable(),
          matchedBy: z.object({ key: z.enum(contactMatchKeys), value: z.string() }).nullable(),
          changes: z
            .record(z.string(), z.object({ from: z.string().nullable(), to: z.string().nullable() }))
            .describe('Field → old and new value; embedded data as `embeddedData.<name>`'),
          transaction: z
            .object({ name: z.string(), occurredAt: Instant.nullable(), fields: z.record(z.string(), z.string()) })
            .nullable(),
          mailingList: z.object({ name: z.string(), isNew: z.boolean() }).nullable(),
        })
        .nullable(),
    }),
    z.object({ ...step, ...survey, type: z.literal('email-survey'), email: WrittenEmail.nullable() }),
    z.object({ ...step, ...survey, type: z.literal('sms-survey'), text: WrittenText.nullable() }),
  ])
  .meta({ id: 'TestRunStep' });

export const TestRun = z
  .object({
    status: z.enum(runStatuses),
    conditions: ConditionsSeen.nullable().describe('What the workflow’s conditions met; null = it has none'),
    steps: z.array(TestRunStep).describe('The steps that the run would come to, in order'),
  })
  .meta({ id: 'TestRun' });

export const MessagePreview = z
  .object({
    recipient: z.string().nullable(),
    email: WrittenEmail.nullable(),
    text: WrittenText.nullable(),
    error: Failure.nullable().describe('Why it can’t be written'),
  })
  .meta({ id: 'MessagePreview' });

export const TestMessage = z
  .object({
    recipient: z.string().describe('To whom it was sent'),
    outcome: z
      .enum(['accepted', 'refused', 'not-accepted', 'unclear'])
      .describe('`not-accepted` = the provider could not take it now; `unclear` = nobody knows whether it went out'),
    providerMessageId: z.string().nullable(),
    error: Failure.nullable(),
  })
  .meta({ id: 'TestMessage' });

const params = z.object({ workflowId: WorkflowId });
const sample = {
  notificationId: NotificationId.optional().describe('A stored notification of the workflow’s event source'),
  fields: z
    .record(z.string().min(1).max(255), z.string().max(131_072).nullable())
    .optional()
    .describe('Field → text: in place of the notification’s own, or all that there is'),
};
const shortText = z.string().max(2000);
const tag = 'Workflows';

export const testRunsContract = {
  testRunWorkflow: defineRoute({
    method: 'post',
    path: '/workflows/{workflowId}/test-run',
    tag,
    summary: 'See what a workflow would do with a notification',
    description:
      'Nothing is stored or sent: the database itself refuses every write. What it answers holds for the contacts and surveys as they are now.',
    needs: 'read',
    onWorkflow: 'view',
    params,
    body: z.strictObject({
      ...sample,
      revision: z.enum(['live', 'draft']).default('live').describe('Which definition of the workflow is tried'),
      definition: z
        .record(z.string(), z.unknown())
        .optional()
        .describe('A definition that is not saved, to be tried instead'),
      arrivedAt: z.iso
        .datetime({ offset: true })
        .transform((text) => new Date(text))
        .optional()
        .describe('As if it arrived then; left out: now'),
    }),
    reply: TestRun,
    problems: ['invalid-definition'],
  }),
  previewMessage: defineRoute({
    method: 'post',
    path: '/workflows/{workflowId}/message-preview',
    tag,
    summary: 'See a message as it would be written for a notification',
    needs: 'read',
    onWorkflow: 'view',
    params,
    body: z.strictObject({
      ...sample,
      message: z.discriminatedUnion('type', [
        z.strictObject({
          type: z.literal('email-survey'),
          fromName: z.string().max(200).nullable().default(null),
          subject: shortText,
          message: z.string().max(100_000),
        }),
        z.strictObject({ type: z.literal('sms-survey'), message: z.string().max(1600) }),
      ]),
      contactTask: ContactTask.nullable().default(null).describe('The task whose contact is invited'),
      timeZone: z.string().max(100).default('UTC'),
    }),
    reply: MessagePreview,
  }),
  testMessage: defineRoute({
    method: 'post',
    path: '/workflows/{workflowId}/test-message',
    tag,
    summary: 'Send a message as it would be written for a notification to whoever tests it',
    description:
      'A real message, by the workspace’s provider, marked as a test. It is no delivery: nothing counts it, and the contact gets nothing. Five a minute for each caller, sixty an hour for the workspace.',
    needs: 'read',
    onWorkflow: 'edit',
    audit: { action: 'workflow.message-tested' },
    params,
    body: z.strictObject({
      ...sample,
      message: z.discriminatedUnion('type', [
        z.strictObject({
          type: z.literal('email-survey'),
          from: z.object({ email: z.email(), name: z.string().max(200).optional() }),
          replyTo: z.email().optional(),
          subject: shortText,
          message: z.string().max(100_000),
        }),
        z.strictObject({ type: z.literal('sms-survey'), message: z.string().max(1600) }),
      ]),
      contactTask: ContactTask.nullable().default(null).describe('The task whose contact is invited'),
      surveyId: SurveyId.nullable().default(null).describe('The link leads to a preview of its draft; null: nowhere'),
      timeZone: z.string().max(100).default('UTC'),
      to: z.string().max(320).nullable().default(null).describe('Null: the caller’s own e-mail address'),
      confirmed: z.boolean().default(false).describe('Has to be true for an address that is not the caller’s own'),
      language: z.enum(['en', 'fr']).default('en').describe('Of the notice that it is a test'),
    }),
    reply: TestMessage,
    problems: ['too-many-test-messages'],
  }),
};
