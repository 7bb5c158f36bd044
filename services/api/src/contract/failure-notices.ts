import { maxNoticeRecipients, noticeIntervals, WorkflowId } from '@canvass/domain';
import { z } from 'zod';
import { Failure, Instant } from './common.ts';
import { defineRoute } from './route-spec.ts';
import { UserId } from './team.ts';

const params = z.object({ workflowId: WorkflowId });
const intervalMinutes = z.number().int().min(noticeIntervals.least).max(noticeIntervals.most);

const FailureNotice = z
  .object({
    id: z.string(),
    kind: z.enum(['failures', 'test']),
    createdAt: Instant,
    since: Instant.describe('The runs ended after this'),
    until: Instant,
    causes: z
      .array(
        z.object({
          code: z.string().describe('Of the error catalogue'),
          sentence: z.string(),
          runs: z.number().int().describe('10,000 in all = that many or more'),
        }),
      )
      .describe('Most runs first'),
    status: z.enum(['waiting', 'sent', 'failed']),
    recipients: z.number().int(),
    sent: z.number().int().describe('Recipients that the provider took it for'),
    failure: Failure.nullable().describe('Of the last attempt that failed'),
    nextAttemptAt: Instant.nullable(),
  })
  .meta({ id: 'FailureNotice' });

export const FailureNotices = z
  .object({
    members: z.array(z.object({ id: z.string(), name: z.string(), email: z.string() })),
    addresses: z.array(z.string()),
    fromAddress: z.string().nullable().describe('Null = nobody has set anything yet'),
    intervalMinutes: z.number().int(),
    notices: z.array(FailureNotice).describe('The last ten, newest first'),
  })
  .meta({ id: 'FailureNotices' });

const tag = 'Workflows';

export const failureNoticesContract = {
  getFailureNotices: defineRoute({
    method: 'get',
    path: '/workflows/{workflowId}/failure-notices',
    tag,
    summary: 'Who is told by e-mail when runs of a workflow fail, and what they were told',
    needs: 'read',
    onWorkflow: 'view',
    params,
    reply: FailureNotices,
  }),
  setFailureNotices: defineRoute({
    method: 'put',
    path: '/workflows/{workflowId}/failure-notices',
    tag,
    summary: 'Tell these people when runs of a workflow fail, and nobody else',
    description:
      'The first failure is told at once; what fails in the minutes of the interval after it, in one digest at its end. Members who leave the workspace are told no more.',
    needs: 'read',
    onWorkflow: 'edit',
    audit: { action: 'workflow.failure-notices-set', keep: ['memberIds', 'intervalMinutes'] },
    params,
    body: z
      .strictObject({
        memberIds: z.array(UserId).default([]),
        addresses: z.array(z.string().trim().max(254)).default([]),
        fromAddress: z.email().max(254).describe('Verified with the e-mail provider'),
        intervalMinutes: intervalMinutes.default(noticeIntervals.usual),
      })
      .refine(({ memberIds, addresses }) => memberIds.length + addresses.length <= maxNoticeRecipients, {
        path: ['addresses'],
        message: `At most ${maxNoticeRecipients} people are told.`,
      }),
    reply: FailureNotices,
  }),
  testFailureNotices: defineRoute({
    method: 'post',
    path: '/workflows/{workflowId}/failure-notices/test',
    tag,
    summary: 'Send a test notice to everybody who would be told',
    needs: 'read',
    onWorkflow: 'edit',
    params,
    reply: FailureNotices,
    problems: ['conflict'],
  }),
};
