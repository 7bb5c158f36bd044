import { RunFilter, runStatuses } from '@canvass/domain';
import { z } from 'zod';
import { Instant, oneOrMore, queryInstant } from './common.ts';

const { statuses: _statuses, receivedAfter: _after, receivedBefore: _before, ...names } = RunFilter.shape;

/** Filters of runs in an address. */
export const runFilterQuery = {
  status: oneOrMore(runStatuses),
  ...names,
  receivedAfter: queryInstant,
  receivedBefore: queryInstant,
};

const Query = z.object(runFilterQuery);

export function toRunFilter({ status, ...filter }: z.output<typeof Query>): RunFilter {
  const { workflowId, eventSourceId, recordId, contactId, notificationId, errorCode, traceId, replayId } = filter;
  const { receivedAfter, receivedBefore } = filter;
  return {
    ...{ workflowId, eventSourceId, recordId, contactId, notificationId, errorCode, traceId, replayId },
    ...{ statuses: status, receivedAfter, receivedBefore },
  };
}

/** Filters of runs as they were kept. */
export const KeptRunFilter = z
  .object({
    statuses: z.array(z.enum(runStatuses)).readonly().optional(),
    workflowId: z.string().optional(),
    eventSourceId: z.string().optional(),
    recordId: z.string().optional(),
    contactId: z.string().optional(),
    notificationId: z.string().optional(),
    errorCode: z.string().optional(),
    traceId: z.string().optional(),
    replayId: z.string().optional(),
    receivedAfter: Instant.optional(),
    receivedBefore: Instant.optional(),
  })
  .meta({ id: 'RunFilter' });

export const BoundedCount = z
  .object({
    count: z.number().int(),
    capped: z.boolean().describe('True = there are more: counting stopped'),
  })
  .meta({ id: 'BoundedCount' });
