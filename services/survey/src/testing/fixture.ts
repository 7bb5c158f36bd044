import { ActivityAnnouncer, type Database, newId, type Pool } from '@canvass/database';
import {
  ContactId,
  DeliveryId,
  DistributionId,
  InvitationId,
  type InvitationSnapshot,
  RunId,
  SurveyId,
  type SurveyStatus,
  WorkflowId,
  type WorkspaceId,
} from '@canvass/domain';
import { createLogger, type HttpServer, listen } from '@canvass/platform';
import { aWorkspace, createTestDatabase } from '@canvass/test-support';
import { Router } from 'express';
import { createSurveyApp } from '../app.ts';
import { caseSurvey } from './definitions.ts';

export interface RunningSurveys extends AsyncDisposable {
  readonly url: string;
  readonly pool: Pool;
}

/** The survey service on a database of its own (or the one given, which it closes), reached over HTTP. */
export async function startSurveys(given?: Database): Promise<RunningSurveys> {
  const database = given ?? (await createTestDatabase());
  const announcer = new ActivityAnnouncer(database.pool, () => {}, 10);
  const log = createLogger('survey-test', 'silent');
  const app = createSurveyApp({ pool: database.pool, announcer, log, frameAncestors: "'self'", webhooks: Router() });
  const server: HttpServer = await listen(app, { port: 0, host: '127.0.0.1' });
  return {
    url: `http://127.0.0.1:${server.port}`,
    pool: database.pool,
    async [Symbol.asyncDispose]() {
      server.server.closeAllConnections();
      await server[Symbol.asyncDispose]();
      await announcer[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

export interface Invited {
  token: string;
  workspaceId: WorkspaceId;
  surveyId: SurveyId;
  contactId: ContactId;
  invitationId: InvitationId;
  deliveryId: DeliveryId;
}

export interface InvitedValues {
  definition?: unknown;
  embeddedData?: string[];
  surveyStatus?: SurveyStatus;
  language?: string | null;
  expiresAt?: Date;
  revokedAt?: Date | null;
  channel?: 'email' | 'sms';
  contact?: Partial<InvitationSnapshot['contact']>;
  event?: Record<string, string | null>;
  traceparent?: string;
}

const inAnHour = () => new Date(Date.now() + 3_600_000);

/** Somebody who got a message with a link to a published survey. */
export async function anInvited(pool: Pool, values: InvitedValues = {}): Promise<Invited> {
  const workspaceId = await aWorkspace(pool);
  const surveyId = newId(SurveyId);
  const contactId = newId(ContactId);
  const invitationId = newId(InvitationId);
  const deliveryId = newId(DeliveryId);
  const distributionId = newId(DistributionId);
  const runId = newId(RunId);
  const token = crypto.randomUUID().replaceAll('-', '').slice(0, 24);
  const definition = values.definition ?? caseSurvey;
  const flow = { embeddedData: (values.embeddedData ?? ['CaseNumber', 'Owner', 'Priority']).map((name) => ({ name })) };
  const snapshot: InvitationSnapshot = {
    contact: {
      ...{ id: contactId, firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com', phone: null },
      ...{ externalReference: null, language: null, embeddedData: { Owner: 'Grace' } },
      ...values.contact,
    },
    transaction: { id: newId(ContactId), name: 'Case', occurredAt: null, fields: { CaseNumber: '00001026' } },
    event: values.event ?? { Subject: 'Printer <on> fire', Priority: 'High', CaseNumber: 'from event', Secret: 'kept' },
  };
  await pool.query(
    `insert into surveys (id, workspace_id, name, status, definition, flow, published_version) values ($1, $2, 'Case', $3, $4, $5, 1)`,
    [surveyId, workspaceId, values.surveyStatus ?? 'active', definition, flow],
  );
  await pool.query(
    'insert into survey_versions (id, workspace_id, survey_id, version, definition, flow) values ($1, $2, $3, 1, $4, $5)',
    [newId(SurveyId), workspaceId, surveyId, definition, flow],
  );
  await pool.query(`insert into contacts (id, workspace_id, email) values ($1, $2, 'ada@example.com')`, [
    contactId,
    workspaceId,
  ]);
  await pool.query(
    `insert into invitations (id, workspace_id, token, survey_id, contact_id, snapshot, language, expires_at, revoked_at, traceparent, run_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[invitationId, workspaceId, token, surveyId, contactId, snapshot, values.language ?? null],
      ...[values.expiresAt ?? inAnHour(), values.revokedAt ?? null, values.traceparent ?? '', runId],
    ],
  );
  await pool.query(
    `insert into deliveries (id, workspace_id, distribution_id, survey_id, workflow_id, run_id, task_run_id, contact_id,
                             invitation_id, channel, recipient, status, traceparent)
     values ($1, $2, $3, $4, $5, $9, $1, $6, $7, $8, 'ada@example.com', 'delivered', '')`,
    [
      deliveryId,
      workspaceId,
      distributionId,
      surveyId,
      newId(WorkflowId),
      contactId,
      invitationId,
      values.channel ?? 'email',
      runId,
    ],
  );
  return { token, workspaceId, surveyId, contactId, invitationId, deliveryId };
}
