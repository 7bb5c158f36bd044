import { randomUUID } from 'node:crypto';
import type { WorkspaceId } from '@canvass/domain';
import {
  ContactId,
  DeliveryId,
  DistributionId,
  EventSourceId,
  InvitationId,
  MessageId,
  NotificationId,
  OperationId,
  RevisionId,
  RunId,
  SurveyId,
  TaskRunId,
  WebhookCallId,
  WorkflowId,
} from '@canvass/domain';
import { aWorkspace, createTestDatabase, type TestDatabase } from '@canvass/test-support';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as q from '../index.ts';
import { type ExplainedStatement, explainEach } from './explain.ts';
import { fill, idOf, since, until } from './many-rows.ts';

const fencesOf = (ids: readonly DeliveryId[]) => ids.map((id) => ({ id, attemptId: randomUUID() }));

let database: TestDatabase;
let workspaceId: WorkspaceId;

/** Ids of rows by their place: the newest hundred that are open, ended ones in the middle. */
const found = {
  messages: [] as MessageId[],
  notifications: [] as NotificationId[],
  runs: [] as RunId[],
  openTasks: [] as TaskRunId[],
  openSurveyTasks: [] as TaskRunId[],
  queuedDeliveries: [] as DeliveryId[],
  sentDeliveries: [] as DeliveryId[],
  invitations: [] as InvitationId[],
  contacts: [] as ContactId[],
};

beforeAll(async () => {
  database = await createTestDatabase();
  workspaceId = await aWorkspace(database.pool);
  await fill(database.pool, workspaceId);
  const ids = async <Id>(parse: { parse(id: unknown): Id }, sql: string) =>
    (await database.pool.query(`${sql} limit 100`)).rows.map((row) => parse.parse(row.id));
  found.messages = await ids(MessageId, `select id from messages where status = 'pending' order by id`);
  found.notifications = await ids(NotificationId, 'select id from notifications order by id offset 70000');
  found.runs = await ids(RunId, 'select id from runs order by id offset 70000');
  found.openTasks = await ids(TaskRunId, `select id from task_runs where status = 'queued' order by id`);
  found.openSurveyTasks = await ids(TaskRunId, `select id from task_runs where status = 'running' order by id`);
  found.queuedDeliveries = await ids(
    DeliveryId,
    `select id from deliveries where status = 'queued' and channel = 'email'`,
  );
  found.sentDeliveries = await ids(
    DeliveryId,
    `select id from deliveries where status = 'delivered' order by id offset 20000`,
  );
  found.invitations = await ids(InvitationId, 'select id from invitations order by id offset 20000');
  found.contacts = await ids(ContactId, 'select id from contacts order by id offset 35000');
}, 120_000);
afterAll(() => database[Symbol.asyncDispose]());

function first<Item>(items: readonly Item[]): Item {
  const [item] = items;
  if (item === undefined) throw new Error('the rows hold none of these');
  return item;
}

const page = { limit: 50, after: null };
const source = EventSourceId.parse(idOf(1));
const middle = new Date((since.getTime() + until.getTime()) / 2);
const lateInMonth = new Date(middle.getTime() - 7 * 86_400_000);
const survey = SurveyId.parse(idOf(64));
const workflow = WorkflowId.parse(idOf(16));
const calls = Array.from({ length: 100 }, () => q.newId(WebhookCallId));
const limits = { rows: 500, overdueAfterMs: 60_000 };
const failure = { code: 'provider-unavailable' as const, detail: null };

type Call = (db: q.Queryable) => Promise<unknown>;

/** What workers, relay and providers' callbacks ask, again and again; by workspace unless it says `relay`. */
const hot: Record<string, Call> = {
  'lock messages': (db) => q.lockPendingMessages(db, workspaceId, found.messages),
  'notifications to run': (db) => q.findNotificationsToRun(db, workspaceId, found.messages.slice(0, 10)),
  'mark messages resolved': (db) => q.markMessagesResolved(db, workspaceId, found.messages),
  'begun messages': (db) => q.findBegunMessages(db, workspaceId, found.messages),
  backlog: (db) => q.countBacklog(db, workspaceId, 100_000),
  'add runs': (db) =>
    q.addRuns(
      db,
      workspaceId,
      found.notifications.map((notificationId) => ({
        ...{ id: q.derivedId(RunId, notificationId, 'new'), messageId: first(found.messages), workflowId: workflow },
        ...{ revisionId: RevisionId.parse(idOf(32)), notificationId, recordId: null, status: 'queued' as const },
        ...{ finished: false, skipped: null, receivedAt: middle, traceId: '', traceparent: '' },
      })),
    ),
  'add task runs': (db) =>
    q.addTaskRuns(
      db,
      workspaceId,
      found.runs.map((runId) => ({
        ...{ id: q.derivedId(TaskRunId, runId, 'new'), runId, stepId: 'new', type: 'contact' as const, position: 2 },
        ...{ status: 'queued' as const, output: null, error: null },
      })),
    ),
  'claim task runs': (db) => q.claimDueTaskRuns(db, workspaceId, found.openTasks, true),
  'claim survey task runs whose lease ended': (db) => q.claimDueTaskRuns(db, workspaceId, found.openSurveyTasks, true),
  'take task runs': (db) => q.takeDueTaskRuns(db, workspaceId, found.openTasks, true),
  'take task runs whose lease ended': (db) => q.takeDueTaskRuns(db, workspaceId, found.openSurveyTasks, true),
  'what was fed again': (db) => q.findFedAgain(db, workspaceId, found.openTasks, true),
  'begin what was fed again': (db) => q.beginTaskRuns(db, workspaceId, new Map(found.openTasks.map((id) => [id, 0]))),
  'take its marks back': (db) => q.endBegun(db, workspaceId, new Map(found.openTasks.map((id) => [id, 0]))),
  'step outputs': (db) => q.findStepOutputs(db, workspaceId, found.runs),
  'lock runs of task runs': (db) => q.lockRunsOfTaskRuns(db, workspaceId, found.openTasks),
  'step rows': (db) => q.findStepRows(db, workspaceId, found.runs),
  'record task runs': (db) =>
    q.recordTaskRuns(
      db,
      workspaceId,
      found.openSurveyTasks.map((id) => ({ id, status: 'succeeded', output: {}, error: null, dueAt: null })),
    ),
  'change runs': (db) =>
    q.changeRuns(
      db,
      workspaceId,
      found.runs.map((id) => ({ id, status: 'succeeded', finished: true, contactId: null })),
    ),
  'match contacts': (db) =>
    q.findContactsByKeys(db, workspaceId, {
      externalReferences: ['003000000035000'],
      emails: Array.from({ length: 100 }, (_, n) => `person${n * 77}@example.test`),
      phones: ['+493000035000'],
    }),
  'contacts to invite, opt-outs looked up': (db) => q.findContactsToInvite(db, workspaceId, found.contacts),
  'deliveries of task runs': (db) => q.lockDeliveriesOfTaskRuns(db, workspaceId, found.openSurveyTasks),
  'fence deliveries': (db) => q.fenceDeliveries(db, workspaceId, 'email', fencesOf(found.queuedDeliveries)),
  'message sources': (db) => q.findMessageSources(db, workspaceId, found.queuedDeliveries),
  'postpone deliveries': (db) => q.postponeDeliveries(db, workspaceId, found.queuedDeliveries, until, failure),
  'record outcomes': async (db) => {
    const fenced = await q.fenceDeliveries(db, workspaceId, 'email', fencesOf(found.queuedDeliveries));
    const records = fenced.map(({ id: deliveryId, attemptId }) => ({
      ...{ deliveryId, attemptId, detail: {}, kind: 'sent' as const, providerMessageId: `new-${deliveryId}` },
    }));
    await q.recordSendOutcomes(db, workspaceId, records, new Date());
  },
  "a provider's report": (db) =>
    q.recordDeliveryEvent(db, workspaceId, {
      ...{ deliveryId: first(found.sentDeliveries), type: 'opened', at: new Date(), detail: {}, providerEventId: 'e' },
    }),
  'delivery of an invitation': (db) => q.findDeliveryOfInvitation(db, workspaceId, first(found.invitations)),
  'what an opt-out is about': (db) => q.findOptOutSubject(db, workspaceId, first(found.invitations)),
  'opt out': (db) =>
    q.optOutContacts(db, workspaceId, [first(found.contacts)], 'email', 'link', 'person35000@example.test'),
  'retry runs': (db) => q.requeueFailedTaskRuns(db, workspaceId, found.runs, false),
  'lock runs': (db) => q.lockRuns(db, workspaceId, found.runs),
  'cancel runs': (db) => q.cancelTaskRuns(db, workspaceId, found.runs, failure),
  'whether tasks wait': (db) => q.hasTaskBacklog(db, workspaceId, 1_000),
  'take fences back': (db) =>
    q.takeFencesBack(db, workspaceId, found.queuedDeliveries, [first(found.queuedDeliveries)]),
  'take tasks up again whose deliveries are known': (db) =>
    q.reviveTasksOfDeliveries(db, workspaceId, found.sentDeliveries),
  'wake waits for an answer': (db) =>
    q.wakeWaitsForInvitation(db, workspaceId, { id: first(found.invitations), runId: first(found.runs) }),
  'wake waits that are answered': (db) => q.wakeAnsweredWaits(db, workspaceId, found.openTasks),
  'end a wait': (db) => q.continueWait(db, workspaceId, first(found.runs)),
  'claim calls of webhooks': (db) => q.claimCalls(db, workspaceId, calls, 60_000),
  'keep what calls send': (db) => q.saveCallBodies(db, workspaceId, new Map(calls.map((id) => [id, '{}']))),
  'leave calls': (db) => q.leaveCalls(db, workspaceId, calls),
  'lost deliveries': (db) => q.markLostDeliveries(db, workspaceId, failure),
};

const relay: Record<string, Call> = {
  'due messages': (db) => q.findDueMessages(db, limits),
  'due contact tasks': (db) => q.findDueTaskRuns(db, limits, 'contact'),
  'due operations': (db) => q.findDueOperations(db, limits),
  'due deliveries': (db) => q.findDueDeliveries(db, limits, 'email'),
  traces: (db) => q.findTraceparents(db, 'task_runs', found.openTasks),
  'mark enqueued': (db) => q.markEnqueued(db, 'task_runs', found.openTasks),
  'hold task runs of deliveries': (db) => q.holdTaskRunsOfDeliveries(db, found.openSurveyTasks),
  'due work': (db) => q.countDueWork(db),
  'workspaces to rescue': (db) => q.findWorkspacesToRescue(db),
  'unknown deliveries to settle': async (db) => {
    await q.setUnknownDeliveryRule(db, workspaceId, { settleAs: 'sent', afterHours: 24 });
    await q.findOverdueUnknowns(db, 100);
  },
};

/** What the console's pages ask. */
const pages: Record<string, Call> = {
  ...Object.fromEntries(
    Object.entries({
      all: {},
      failed: { statuses: ['failed'] as const },
      'rare ones': { statuses: ['cancelled', 'failed'] as const },
      'of a workflow': { workflowId: workflow },
      'of a record': { recordId: '500000000040000' },
      'of a contact': { contactId: ContactId.parse(idOf(1)) },
      'of a notification': { notificationId: NotificationId.parse(idOf(1)) },
      'received after': { receivedAfter: middle },
      'received before': { receivedBefore: middle },
      'failed ones of a workflow': { statuses: ['failed'] as const, workflowId: workflow },
      'rare ones of a workflow': { statuses: ['cancelled'] as const, workflowId: workflow },
      'of an event source': { eventSourceId: source },
      'failed ones of an event source': { statuses: ['failed'] as const, eventSourceId: source },
      'of a workflow of an event source': { eventSourceId: source, workflowId: workflow },
      'with an error code': { errorCode: 'provider-failed' },
      'with a rare error code': { errorCode: 'invalid-email' },
      'with an error code, of a workflow': { errorCode: 'provider-failed', workflowId: workflow },
      'of a trace': { traceId: '00000000000000000000000000011170' },
      'of a replay': { replayId: OperationId.parse(idOf(80)) },
      'failed ones of a replay': { replayId: OperationId.parse(idOf(80)), statuses: ['failed'] as const },
      'failed ones of a record': { recordId: '500000000040000', statuses: ['failed'] as const },
      'of a contact, by a workflow': { contactId: ContactId.parse(idOf(1)), workflowId: workflow },
      'of a workflow, received between': { workflowId: workflow, receivedAfter: since, receivedBefore: middle },
      'received between, rare': {
        ...{ statuses: ['cancelled'] as const, receivedAfter: since, receivedBefore: middle },
      },
    }).map(([name, filter]): [string, Call] => [`runs: ${name}`, (db) => q.listRuns(db, workspaceId, filter, page)]),
  ),
  'runs: how many have failed': (db) => q.countRuns(db, workspaceId, { statuses: ['failed'] }, 10_000),
  ...Object.fromEntries(
    Object.entries({
      all: {},
      'of a workflow': { workflowId: workflow },
      'of an event source': { eventSourceId: source },
      'failed ones': { statuses: ['failed'] as const },
      'with an error code': { errorCode: 'provider-failed' },
      'of a record': { recordId: '500000000040000' },
    }).map(([name, filter]): [string, Call] => [
      `runs over time: ${name}`,
      (db) =>
        q.countRunsOverTime(db, workspaceId, { ...filter, receivedAfter: lateInMonth, receivedBefore: middle }, 48),
    ]),
  ),
  'notifications to replay': (db) =>
    q.findNotificationIds(
      db,
      workspaceId,
      { eventSourceId: source, receivedAfter: middle },
      { after: null, limit: 50 },
    ),
  'notifications to replay, decided': (db) =>
    q.findReplayCandidates(db, workspaceId, { workflowId: null, revision: 'original' }, found.notifications),
  'runs: a page far down': (db) => q.listRuns(db, workspaceId, {}, { limit: 50, after: first(found.runs) }),
  'a run': (db) => q.findRun(db, workspaceId, first(found.runs)),
  notifications: (db) => q.listNotifications(db, workspaceId, { hiddenWorkflows: [workflow] }, page),
  'notifications of a record': (db) =>
    q.listNotifications(db, workspaceId, { recordId: '500000000040000', hiddenWorkflows: [] }, page),
  'notifications of an event source': (db) =>
    q.listNotifications(db, workspaceId, { eventSourceId: EventSourceId.parse(idOf(2)), hiddenWorkflows: [] }, page),
  'a notification': (db) => q.findNotification(db, workspaceId, first(found.notifications), [workflow]),
  ...Object.fromEntries(
    Object.entries({
      all: {},
      unknown: { statuses: ['unknown'] as const },
      complaints: { statuses: ['complaint', 'hard-bounce'] as const },
      'over SMS': { channel: 'sms' as const },
      'of a distribution': { distributionId: DistributionId.parse(idOf(48)) },
      'of a survey': { surveyId: survey },
      'of a contact': { contactId: ContactId.parse(idOf(1)) },
      'of a run': { runId: RunId.parse(idOf(1)) },
      'sent after': { sentAfter: middle },
      'sent before': { sentBefore: middle },
      'of workflows that are not hidden': { hiddenWorkflows: [workflow] },
    }).map(([name, filter]): [string, Call] => [
      `deliveries: ${name}`,
      (db) => q.listDeliveries(db, workspaceId, { hiddenWorkflows: [], ...filter }, page),
    ]),
  ),
  'a delivery': (db) => q.findDelivery(db, workspaceId, first(found.sentDeliveries)),
  'contacts found by a name': (db) => q.listContacts(db, workspaceId, { search: 'last500' }, page),
  'contacts found by an address': (db) => q.listContacts(db, workspaceId, { email: 'PERSON5@example.test' }, page),
  'contacts found by a number': (db) => q.listContacts(db, workspaceId, { search: '+49300005' }, page),
  "a contact's history": (db) => q.listContactHistory(db, workspaceId, first(found.contacts), [workflow], page),
  'things found by a part of their name': (db) =>
    q.findNamedThings(db, workspaceId, { text: 'week 1', id: null, hiddenWorkflows: [], limit: 5 }),
  'activity of a day': (db) => q.summariseActivity(db, workspaceId, until),
  needs: (db) => q.listNeeds(db, workspaceId, until, [workflow]),
};

async function explained(
  call: Call,
  inTransaction: (work: Call) => Promise<unknown>,
  workers: boolean,
): Promise<ExplainedStatement[]> {
  const seen: ExplainedStatement[] = [];
  const undo = new Error('undone');
  await inTransaction(async (db) => {
    await call(explainEach(db, seen, workers));
    throw undo;
  }).catch((error) => {
    if (error !== undo) throw error;
  });
  return seen;
}

const asWorkspace = (work: Call) => q.inWorkspace(database.pool, workspaceId, work);
const asSystem = (work: Call) => q.inSystem(database.pool, work);

/** Blocks of 8 kB over all partitions: of a hundred rows in hand, of the relay's search, of a page. */
const most = { batch: 4_500, search: 2_500, page: 1_500 };

test.each([
  ...Object.entries(hot).map(([name, call]) => [name, call, asWorkspace, most.batch] as const),
  ...Object.entries(relay).map(([name, call]) => [name, call, asSystem, most.search] as const),
  ...Object.entries(pages).map(([name, call]) => [name, call, asWorkspace, most.page] as const),
])(
  '%s: no large table is read through among a million rows, and few blocks',
  async (_name, call, transaction, mostBuffers) => {
    const statements = await explained(call, transaction, mostBuffers === most.batch);
    expect(statements.length).toBeGreaterThan(0);
    expect(statements.filter(({ scanned, buffers }) => scanned.length > 0 || buffers > mostBuffers)).toEqual([]);
    expect(statements.filter(({ broken }) => broken.length > 0)).toEqual([]);
  },
);
