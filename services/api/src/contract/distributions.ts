import {
  ContactId,
  channels,
  DeliveryId,
  DistributionId,
  deliveryStatuses,
  RunId,
  SurveyId,
  WorkflowId,
} from '@canvass/domain';
import { z } from 'zod';
import { ContactBrief, Failure, Instant, oneOrMore, pageOf, pageQuery, queryInstant } from './common.ts';
import { defineRoute } from './route-spec.ts';

const distributionParams = z.object({ distributionId: DistributionId });
const deliveryParams = z.object({ deliveryId: DeliveryId });

export const Funnel = z
  .object({
    counted: z.number().int().describe('Deliveries that were counted: the newest ones'),
    complete: z.boolean().describe('False = there are older ones that were not counted'),
    sent: z.number().int(),
    delivered: z.number().int(),
    opened: z.number().int(),
    started: z.number().int(),
    finished: z.number().int(),
    byStatus: z.record(z.string(), z.number().int()).describe('How many are in each status now'),
  })
  .meta({ id: 'Funnel' });

export const Distribution = z
  .object({
    id: z.string(),
    name: z.string(),
    workflowId: z.string(),
    workflowName: z.string().nullable(),
    stepId: z.string(),
    surveyId: z.string(),
    surveyName: z.string().nullable(),
    channel: z.enum(channels),
    kind: z.enum(['invite', 'reminder', 'thank-you']),
    createdAt: Instant,
    funnel: Funnel,
  })
  .meta({ id: 'Distribution' });

export const DeliveryEvent = z
  .object({
    id: z.string(),
    type: z.string(),
    at: Instant,
    detail: z.record(z.string(), z.unknown()).describe('The provider’s own words'),
  })
  .meta({ id: 'DeliveryEvent' });

export const Delivery = z
  .object({
    id: z.string(),
    runId: z.string(),
    workflowId: z.string(),
    distributionId: z.string(),
    surveyId: z.string(),
    surveyName: z.string().nullable(),
    contactId: z.string(),
    contact: ContactBrief.nullable(),
    channel: z.enum(channels),
    to: z.string(),
    status: z.enum(deliveryStatuses),
    providerMessageId: z.string().nullable(),
    attempts: z.number().int(),
    dueAt: Instant,
    error: Failure.nullable(),
    createdAt: Instant,
    sentAt: Instant.nullable(),
    updatedAt: Instant,
    events: z.array(DeliveryEvent).describe('Oldest first; at most 100'),
  })
  .meta({ id: 'Delivery' });

const tag = 'Distributions';

export const distributionsContract = {
  listDistributions: defineRoute({
    method: 'get',
    path: '/distributions',
    tag,
    summary: 'List distributions, newest first; the funnel counts the newest 1,000 deliveries of each',
    needs: 'read',
    query: z.strictObject({
      ...pageQuery,
      surveyId: SurveyId.optional(),
      workflowId: WorkflowId.optional(),
      channel: z.enum(channels).optional(),
    }),
    reply: pageOf(Distribution),
  }),
  getDistribution: defineRoute({
    method: 'get',
    path: '/distributions/{distributionId}',
    tag,
    summary: 'Get a distribution; the funnel counts the newest 50,000 deliveries',
    needs: 'read',
    onWorkflow: 'view',
    params: distributionParams,
    reply: Distribution,
  }),
  listDistributionDeliveries: defineRoute({
    method: 'get',
    path: '/distributions/{distributionId}/deliveries',
    tag,
    summary: 'List the deliveries of a distribution, newest first',
    needs: 'read',
    onWorkflow: 'view',
    params: distributionParams,
    query: z.strictObject({ ...pageQuery, status: oneOrMore(deliveryStatuses) }),
    reply: pageOf(Delivery),
  }),
  listDeliveries: defineRoute({
    method: 'get',
    path: '/deliveries',
    tag: 'Deliveries',
    summary: 'List deliveries, newest first',
    needs: 'read',
    query: z.strictObject({
      ...pageQuery,
      status: oneOrMore(deliveryStatuses),
      channel: z.enum(channels).optional(),
      distributionId: DistributionId.optional(),
      surveyId: SurveyId.optional(),
      contactId: ContactId.optional(),
      runId: RunId.optional(),
      sentAfter: queryInstant,
      sentBefore: queryInstant,
    }),
    reply: pageOf(Delivery),
  }),
  getDelivery: defineRoute({
    method: 'get',
    path: '/deliveries/{deliveryId}',
    tag: 'Deliveries',
    summary: 'Get a delivery with every event about it',
    needs: 'read',
    onWorkflow: 'view',
    params: deliveryParams,
    reply: Delivery,
  }),
  resolveDelivery: defineRoute({
    method: 'post',
    path: '/deliveries/{deliveryId}/resolve',
    tag: 'Deliveries',
    summary: 'Say what became of a delivery whose fate is unknown',
    description: '`not-sent` queues it again: it is sent once more.',
    needs: 'write',
    onWorkflow: 'report',
    audit: { action: 'delivery.resolved', keep: ['as'] },
    params: deliveryParams,
    body: z.strictObject({ as: z.enum(['sent', 'not-sent']) }),
    reply: Delivery,
    problems: ['conflict'],
  }),
};
