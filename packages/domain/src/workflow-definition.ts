import { z } from 'zod';
import { ConditionGroup } from './condition.ts';
import { SurveyId } from './ids.ts';

/** A step's name inside its workflow: what `task.<id>.…` piped text and conditions refer to. Unique in the definition. */
export const StepId = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, 'a step id is lower-case letters, digits and _');
const pipedText = z.string().max(100_000);
const shortPipedText = z.string().max(2000);
const name = z.string().min(1).max(255);
/** What a failed step means for those after it: `stop` = what depends on it is not done (see `dependenciesOf`). */
const onFailure = z.enum(['stop', 'continue']).default('stop');

export const contactMatchKeys = ['externalReference', 'email', 'phone'] as const;

export const ContactTask = z.object({
  id: StepId,
  type: z.literal('contact'),
  name: name.optional(),
  onFailure,
  /** Keys tried in this order; the first that finds a contact wins; none found creates one. */
  matchBy: z.array(z.enum(contactMatchKeys)).min(1).max(3),
  /** Piped text. A field left out, or piped text that comes out empty, keeps what the contact has. */
  contact: z.object({
    firstName: shortPipedText.optional(),
    lastName: shortPipedText.optional(),
    email: shortPipedText.optional(),
    phone: shortPipedText.optional(),
    externalReference: shortPipedText.optional(),
    language: shortPipedText.optional(),
  }),
  embeddedData: z.record(z.string().min(1).max(200), shortPipedText).default({}),
  transaction: z
    .object({
      name,
      occurredAt: shortPipedText.optional(),
      fields: z.record(z.string().min(1).max(200), shortPipedText),
    })
    .optional(),
  /** Made if the workspace has no list of that name. */
  mailingList: name.optional(),
});
export type ContactTask = z.output<typeof ContactTask>;

const surveyTask = {
  id: StepId,
  name: name.optional(),
  onFailure,
  surveyId: SurveyId,
  /** The step whose contact is invited. */
  contactStep: StepId,
  linkExpiresAfterDays: z.number().int().min(1).max(3650).default(60),
};

export const EmailSurveyTask = z.object({
  ...surveyTask,
  type: z.literal('email-survey'),
  from: z.object({ email: z.email(), name: z.string().max(200).optional() }),
  replyTo: z.email().optional(),
  subject: shortPipedText,
  /** HTML with piped text; must contain `{{ survey.link }}`. The opt-out link is added where it is missing. */
  message: pipedText,
});
export type EmailSurveyTask = z.output<typeof EmailSurveyTask>;

export const SmsSurveyTask = z.object({
  ...surveyTask,
  type: z.literal('sms-survey'),
  /** Plain text with piped text; must contain `{{ survey.link }}`. */
  message: z.string().min(1).max(1600),
});
export type SmsSurveyTask = z.output<typeof SmsSurveyTask>;

export const Task = z.discriminatedUnion('type', [ContactTask, EmailSurveyTask, SmsSurveyTask]);
export type Task = z.output<typeof Task>;
export type TaskType = Task['type'];

export const waitUnits = ['minutes', 'hours', 'days', 'weeks'] as const;
/** Days and weeks are those of the workflow's time zone, at the same wall-clock time; minutes and hours are exact. */
export const Span = z.object({ amount: z.number().int().min(1).max(100_000), unit: z.enum(waitUnits) });
export type Span = z.output<typeof Span>;

export const WaitStep = z.object({
  id: StepId,
  type: z.literal('wait'),
  name: name.optional(),
  onFailure,
  until: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('duration'), ...Span.shape }),
    z.object({
      kind: z.literal('date'),
      /** Piped text that comes out as a date or date-time: `{{ event.CloseDate }}`. */
      date: shortPipedText.min(1),
      offset: z.object({ direction: z.enum(['before', 'after']), ...Span.shape }).optional(),
      /** The time of that day in the workflow's time zone, `09:00`; left out: the date's own time, of a date without one its first moment. */
      time: z
        .string()
        .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time is written as 09:00')
        .optional(),
    }),
    z.object({
      kind: z.literal('answered'),
      /** The survey task whose invitation is to be answered. */
      step: StepId,
      atMost: Span,
    }),
  ]),
  /** After it, the workflow's own conditions have to hold for the record's newest notification, if one came since. */
  recheck: z.boolean().default(true),
  /** After it, these have to hold as of then, or the run ends. Null = it goes on. */
  goOnIf: ConditionGroup.nullable().default(null),
});
export type WaitStep = z.output<typeof WaitStep>;

export interface Branch {
  id: string;
  type: 'branch';
  name?: string | undefined;
  if: ConditionGroup;
  /** Done when the conditions are met. */
  steps: Step[];
  otherwise: Step[];
}
export type Step = Task | WaitStep | Branch;

export const Step: z.ZodType<Step> = z.lazy(() => z.union([Task, WaitStep, Branch]));
export const Branch: z.ZodType<Branch> = z.object({
  id: StepId,
  type: z.literal('branch'),
  name: name.optional(),
  if: ConditionGroup,
  steps: z.array(Step).max(50),
  otherwise: z.array(Step).max(50),
});

/** What a revision holds: immutable once saved. */
export const WorkflowDefinition = z.object({
  /** Null = always. */
  conditions: ConditionGroup.nullable().default(null),
  steps: z.array(Step).min(1).max(50),
  /** IANA zone in which days begin, waits are counted and dates of piped text are written. */
  timeZone: z.string().default('UTC'),
});
export type WorkflowDefinition = z.output<typeof WorkflowDefinition>;
