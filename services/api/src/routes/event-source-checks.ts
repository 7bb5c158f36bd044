import {
  countFailureCodes,
  countRunsLetThrough,
  type EventSourceHealth,
  type EventSourceReport,
  findDownstream,
  findEventSourceHealth,
  findSurveyStates,
  listEventSourceTests,
  type Queryable,
} from '@canvass/database';
import {
  errorCatalogue,
  flattenSteps,
  type Task,
  WorkflowDefinition,
  type WorkflowId,
  type WorkspaceId,
} from '@canvass/domain';
import type { z } from 'zod';
import type { EventSourceCheck } from '../contract/event-source-health.ts';
import type { Senders } from '../senders.ts';
import { isReachableBySalesforce } from './reachable-url.ts';

type Check = z.output<typeof EventSourceCheck>;
type Finding = Check['findings'][number];

const dayMs = 24 * 3_600_000;
const patienceMs = 60_000;

/** The usual reasons why nothing arrives or no survey goes out, in the order in which a message meets them. */
export async function checkEventSource(
  db: Queryable,
  workspaceId: WorkspaceId,
  source: EventSourceReport,
  { ingressUrl, hidden, now }: { ingressUrl: string; hidden: readonly WorkflowId[]; now: Date },
): Promise<{ checks: Check[]; froms: From[] }> {
  const { lag, rejections, minutes } = await findEventSourceHealth(db, workspaceId, source.id, now);
  const { workflows, workflowsOn, workflowCount } = await findDownstream(db, workspaceId, source.id, hidden);
  const readable = workflows.flatMap(({ id, name, definition }) => {
    const read = WorkflowDefinition.safeParse(definition);
    return read.success ? [{ id, name, steps: flattenSteps(read.data.steps) }] : [];
  });
  const workflowIds = workflows.map(({ id }) => id);
  const yesterday = new Date(now.getTime() - dayMs);
  const failures = await countFailureCodes(db, workspaceId, workflowIds, yesterday);
  const runs = await countRunsLetThrough(db, workspaceId, workflowIds, yesterday);
  const refused = rejections.map(({ reason, count }) => finding(reason, { count }));
  const isLate = lag.oldestWaitingSince !== null && now.getTime() - lag.oldestWaitingSince.getTime() > patienceMs;
  const quiet = source.lastMessageAt === null;
  const isJson = source.kind === 'json';
  const stopped = workflows.filter(({ id }) => runs.get(id)?.letThrough === 0);
  const checks: Check[] = [
    // Another system may be anywhere; what Salesforce can call is known.
    ...(isJson ? [] : [check('address-reachable', isReachableBySalesforce(ingressUrl) ? [] : [notPublic(ingressUrl)])]),
    check('source-enabled', source.status === 'disabled' ? [finding('disabled')] : []),
    ...(isJson ? [check('secret-current', source.secrets.length > 0 ? [] : [finding('none')])] : []),
    quiet
      ? { code: 'messages-arrive', outcome: 'unknown', findings: await findTestArrived(db, workspaceId, source) }
      : check('messages-arrive', []),
    check('messages-accepted', refused),
    ...(isJson
      ? [
          judged(
            hasLately(source, minutes),
            check('messages-new', onlyRepeats(source, minutes) ? [finding('repeats')] : []),
          ),
        ]
      : []),
    check('messages-worked-on', isLate ? [finding('waiting', { count: lag.waiting })] : []),
    check('workflow-on', workflowsOn > 0 ? [] : [finding(workflowCount === 0 ? 'none' : 'off')]),
    judged(
      runs.size > 0,
      check(
        'conditions-met',
        stopped.map((one) => ({ ...toFinding(one), count: runs.get(one.id)?.runs ?? null })),
      ),
    ),
    judged(readable.length > 0, check('survey-active', await findIdleSurveys(db, workspaceId, readable))),
    judged(readable.length > 0, check('email-known', readable.filter(({ steps }) => lacksEmail(steps)).map(toFinding))),
    judged(!quiet && workflows.length > 0, check('runs-succeed', failures.map(toFailure))),
  ];
  return { checks, froms: readable.flatMap(fromsOf) };
}

/** An address that a workflow sends from. */
interface From {
  readonly email: string;
  readonly id: WorkflowId;
}

const fromsOf = ({ id, steps }: { id: WorkflowId; steps: Steps }): From[] =>
  steps.flatMap((step) => (step.type === 'email-survey' ? [{ email: step.from.email, id }] : []));

/** Whether the provider takes what the workflows send. It is asked, so this belongs outside of a transaction. */
export async function checkFroms(senders: Senders, froms: readonly From[]): Promise<Check> {
  const unverified = await senders.findUnverified(froms.map(({ email }) => email));
  const found = froms.filter(({ email }) => unverified.has(email.toLowerCase()));
  const distinct = new Map(
    found.map(({ email, id }) => [`${id} ${email}`, finding('workflow', { subject: email, id })]),
  );
  return judged(froms.length > 0 && senders.email !== null, check('sender-verified', [...distinct.values()]));
}

function check(code: Check['code'], findings: Finding[]): Check {
  return { code, outcome: findings.length === 0 ? 'fine' : 'problem', findings };
}

function judged(possible: boolean, made: Check): Check {
  return possible ? made : { ...made, outcome: 'unknown', findings: [] };
}

function finding(code: string, more: Partial<Omit<Finding, 'code'>> = {}): Finding {
  return { code, subject: null, sentence: null, remedy: null, count: null, id: null, ...more };
}

const toFinding = ({ id, name }: { id: WorkflowId; name: string }) => finding('workflow', { subject: name, id });
const notPublic = (url: string) => finding('not-public', { subject: url });

/** Whether a test message came in where no other has: then the way is open, and the sender is where to look. */
async function findTestArrived(db: Queryable, workspaceId: WorkspaceId, source: EventSourceReport): Promise<Finding[]> {
  const tests = await listEventSourceTests(db, workspaceId, source.id, 1);
  return tests.some(({ outcome }) => outcome === 'accepted') ? [finding('test-accepted')] : [];
}

type Minutes = EventSourceHealth['minutes'];

function hasLately({ lastMessageAt }: EventSourceReport, minutes: Minutes): boolean {
  const from = minutes[0]?.at.getTime() ?? Number.POSITIVE_INFINITY;
  return lastMessageAt !== null && lastMessageAt.getTime() >= from;
}

/** Events come, and those of the last minutes brought nothing new: each had the key of an earlier one. */
function onlyRepeats({ lastMessageAt, duplicateCount }: EventSourceReport, minutes: Minutes): boolean {
  const newest = minutes.findLast(({ notifications }) => notifications > 0)?.at.getTime() ?? 0;
  return duplicateCount > 0 && (lastMessageAt?.getTime() ?? 0) - newest > 3 * patienceMs;
}

function toFailure({ code, count, exampleRunId }: { code: string; count: number; exampleRunId: string }): Finding {
  const known = Object.entries(errorCatalogue).find(([name]) => name === code)?.[1];
  const { sentence, remedy } = known ?? errorCatalogue['task-crashed'];
  return finding(code, { sentence, remedy, count, id: exampleRunId });
}

type Steps = ReturnType<typeof flattenSteps>;

async function findIdleSurveys(db: Queryable, workspaceId: WorkspaceId, workflows: readonly { steps: Steps }[]) {
  const ids = workflows.flatMap(({ steps }) => steps.flatMap((step) => ('surveyId' in step ? [step.surveyId] : [])));
  const surveys = await findSurveyStates(db, workspaceId, ids);
  return surveys
    .filter(({ status }) => status !== 'active')
    .map(({ id, name, status }) => finding(status, { subject: name, id }));
}

/** E-mails a survey to a contact whose address no task of the workflow ever fills. */
function lacksEmail(steps: Steps): boolean {
  const contacts = steps.filter((step): step is Extract<Task, { type: 'contact' }> => step.type === 'contact');
  return steps.some(
    (step) =>
      step.type === 'email-survey' &&
      !contacts.some((contact) => contact.id === step.contactStep && Boolean(contact.contact.email)),
  );
}
