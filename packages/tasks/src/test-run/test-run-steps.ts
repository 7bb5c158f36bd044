import type { ContactDifferences } from '@canvass/database';
import type {
  ContactId,
  ContactTaskOutput,
  contactMatchKeys,
  GroupTrace,
  RunStatus,
  TaskFailure,
  TextMessageLength,
  WaitOutput,
} from '@canvass/domain';

/** What a workflow would do with a notification. Nothing of it has been done. */
export interface TestRun {
  status: RunStatus;
  /** What the workflow's conditions met; null = it has none. */
  conditions: GroupTrace | null;
  /** The steps that the run would come to, in order. */
  steps: TestRunStep[];
}

interface StepResult {
  stepId: string;
  status: 'succeeded' | 'failed' | 'skipped';
  /** Why it would fail, or not be done. */
  error: TaskFailure | null;
}

export type TestRunStep = BranchResult | WaitResult | ContactResult | EmailResult | TextResult;

export interface BranchResult extends StepResult {
  type: 'branch';
  /** Null where an earlier step's failure keeps the branch from being decided. */
  branch: { taken: 'steps' | 'otherwise'; because: string; conditions: GroupTrace } | null;
}

export interface WaitResult extends StepResult {
  type: 'wait';
  /** As if nothing came meanwhile: no answer, no newer notification. Null where it would not be begun. */
  wait: (WaitOutput & { until: Date }) | null;
}

export interface ContactResult extends StepResult {
  type: 'contact';
  contact: ContactEffectShown | null;
}

export interface EmailResult extends StepResult {
  type: 'email-survey';
  survey: SurveyShown | null;
  email: WrittenEmail | null;
}

export interface TextResult extends StepResult {
  type: 'sms-survey';
  survey: SurveyShown | null;
  text: WrittenText | null;
}

export interface ContactEffectShown {
  /** Null for a contact that would be created. */
  id: ContactId | null;
  outcome: ContactTaskOutput['outcome'];
  /** What the contact is called and reached by, after the task. */
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
  /** The key that found it, and its value; null for a new contact. */
  matchedBy: { key: (typeof contactMatchKeys)[number]; value: string } | null;
  changes: ContactDifferences;
  transaction: { name: string; occurredAt: Date | null; fields: Readonly<Record<string, string>> } | null;
  mailingList: { name: string; isNew: boolean } | null;
}

/** The survey and whom it goes to. */
export interface SurveyShown {
  name: string;
  /** Null where it is not known to whom. */
  recipient: string | null;
}

export interface WrittenEmail {
  from: { email: string; name: string | null };
  replyTo: string | null;
  subject: string;
  html: string;
  text: string;
}

export interface WrittenText extends TextMessageLength {
  body: string;
}
