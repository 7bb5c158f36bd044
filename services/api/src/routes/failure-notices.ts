import {
  addTestNotice,
  type FailureCause,
  findFailureNoticeSettings,
  findWorkflow,
  listFailureNotices,
  listMembers,
  type Queryable,
  setFailureNotices,
} from '@canvass/database';
import { errorCatalogue, normalizeEmail, noticeIntervals, type WorkflowId, type WorkspaceId } from '@canvass/domain';
import { failureNoticesContract } from '../contract/failure-notices.ts';
import { found, ProblemError } from '../http/problem-error.ts';
import { route } from '../http/route.ts';
import { explain } from './failure.ts';

const shown = 10;

export const failureNoticesRoutes = [
  route(failureNoticesContract.getFailureNotices, ({ params }, { workspaceId, inWorkspace }) =>
    inWorkspace((db) => describe(db, workspaceId, params.workflowId)),
  ),

  route(failureNoticesContract.setFailureNotices, ({ params, body }, { workspaceId, inWorkspace }) =>
    inWorkspace(async (db) => {
      const known = new Set((await listMembers(db, workspaceId)).map(({ id }) => id));
      const addresses = body.addresses.map(normalizeEmail);
      const places = [
        ...body.memberIds.flatMap((id, index) =>
          known.has(id) ? [] : [{ pointer: `/memberIds/${index}`, message: 'The workspace has no such member.' }],
        ),
        ...addresses.flatMap((address, index) =>
          address === null ? [{ pointer: `/addresses/${index}`, message: 'This is not an e-mail address.' }] : [],
        ),
      ];
      if (places.length > 0) throw new ProblemError('invalid-request', { places });
      await setFailureNotices(db, workspaceId, params.workflowId, {
        memberIds: [...new Set(body.memberIds)],
        addresses: [...new Set(addresses.filter((address) => address !== null))],
        fromAddress: body.fromAddress,
        intervalMinutes: body.intervalMinutes,
      });
      return describe(db, workspaceId, params.workflowId);
    }),
  ),

  route(failureNoticesContract.testFailureNotices, ({ params }, { workspaceId, inWorkspace }) =>
    inWorkspace(async (db) => {
      const { workflowId } = params;
      const [newest] = await listFailureNotices(db, workspaceId, workflowId, 1);
      if (newest?.kind === 'test' && newest.status === 'waiting')
        throw new ProblemError('conflict', { detail: 'A test is on its way already.' });
      if ((await addTestNotice(db, workspaceId, workflowId, new Date())) === null)
        throw new ProblemError('conflict', { detail: 'Nobody is told of this workflow’s failures yet.' });
      return describe(db, workspaceId, workflowId);
    }),
  ),
];

async function describe(db: Queryable, workspaceId: WorkspaceId, workflowId: WorkflowId) {
  const { name } = found(await findWorkflow(db, workspaceId, workflowId));
  const settings = await findFailureNoticeSettings(db, workspaceId, workflowId);
  const told = new Set(settings?.memberIds);
  const members = told.size === 0 ? [] : await listMembers(db, workspaceId);
  const notices = await listFailureNotices(db, workspaceId, workflowId, shown);
  return {
    name, // for the audit log
    members: members.filter(({ id }) => told.has(id)).map(({ id, name, email }) => ({ id, name, email })),
    addresses: settings?.addresses ?? [],
    fromAddress: settings?.fromAddress ?? null,
    intervalMinutes: settings?.intervalMinutes ?? noticeIntervals.usual,
    notices: notices.map(({ causes, failure, ...notice }) => ({
      ...notice,
      failure: explain(failure),
      causes: causes.map(({ code, runs }) => ({ code, runs, sentence: sentenceOf(code) })),
    })),
  };
}

function sentenceOf(code: FailureCause['code']): string {
  return (errorCatalogue[code] ?? errorCatalogue['task-crashed']).sentence; // a newer release may have written it
}
