import { randomUUID } from 'node:crypto';
import { newId, type Pool } from '@canvass/database';
import {
  type Channel,
  ContactId,
  DeliveryId,
  type DeliveryStatus,
  DistributionId,
  RunId,
  SurveyId,
  TaskRunId,
  WorkflowId,
  type WorkspaceId,
} from '@canvass/domain';
import { aTraceparent } from '@canvass/test-support';

export interface TestDelivery {
  deliveryId: DeliveryId;
  attemptId: string;
  contactId: ContactId;
  providerMessageId: string;
}

/** For tests: a contact and the delivery that went to it. */
export async function aDelivery(
  pool: Pool,
  workspaceId: WorkspaceId,
  values: { channel: Channel; recipient: string; status?: DeliveryStatus },
): Promise<TestDelivery> {
  const { channel, recipient, status = 'sent' } = values;
  const delivery = {
    deliveryId: newId(DeliveryId),
    attemptId: randomUUID(),
    contactId: newId(ContactId),
    providerMessageId: `message-${randomUUID()}`,
  };
  await pool.query(
    `insert into contacts (id, workspace_id, ${channel === 'email' ? 'email' : 'phone'}) values ($1, $2, $3)`,
    [delivery.contactId, workspaceId, recipient],
  );
  await pool.query(
    `insert into deliveries (id, workspace_id, attempt_id, contact_id, provider_message_id, channel, recipient, status,
                             traceparent, distribution_id, survey_id, workflow_id, run_id, task_run_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      ...[delivery.deliveryId, workspaceId, delivery.attemptId, delivery.contactId, delivery.providerMessageId],
      ...[channel, recipient, status, aTraceparent],
      ...[newId(DistributionId), newId(SurveyId), newId(WorkflowId), newId(RunId), newId(TaskRunId)],
    ],
  );
  return delivery;
}

/** A delivery's status and ledger. */
export async function stateOf(pool: Pool, deliveryId: DeliveryId) {
  const { rows } = await pool.query<{ status: string; error: { code: string } | null; events: string[] }>(
    `select status, error, array(select type from delivery_events e where e.delivery_id = d.id order by e.recorded_at) as events
       from deliveries d where id = $1`,
    [deliveryId],
  );
  return rows[0];
}

export async function optOutsOf(pool: Pool, contactId: ContactId) {
  const { rows } = await pool.query<{ email: boolean; sms: boolean }>(
    `select email_opted_out_at is not null as email, sms_opted_out_at is not null as sms from contacts where id = $1`,
    [contactId],
  );
  return rows[0];
}
