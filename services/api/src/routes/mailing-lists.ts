import {
  addMailingListMembers,
  createMailingList,
  findMailingList,
  listMailingListMembers,
  listMailingLists,
} from '@canvass/database';
import { contactsContract } from '../contract/contacts.ts';
import { pageRequest, toList } from '../http/pagination.ts';
import { found, ProblemError } from '../http/problem-error.ts';
import { route } from '../http/route.ts';

export const mailingListRoutes = [
  route(contactsContract.listMailingLists, async ({ query }, { workspaceId, inWorkspace }) =>
    toList(await inWorkspace((db) => listMailingLists(db, workspaceId, query, pageRequest(query)))),
  ),

  route(contactsContract.createMailingList, async ({ body }, { workspaceId, inWorkspace }) => {
    const list = await inWorkspace((db) => createMailingList(db, workspaceId, body.name));
    if (list === null) throw new ProblemError('conflict', { detail: 'The workspace has a list of this name.' });
    return list;
  }),

  route(contactsContract.getMailingList, async ({ params }, { workspaceId, inWorkspace }) =>
    found(await inWorkspace((db) => findMailingList(db, workspaceId, params.mailingListId))),
  ),

  route(contactsContract.listMailingListMembers, async ({ params, query }, { workspaceId, inWorkspace }) =>
    toList(
      await inWorkspace(async (db) => {
        found(await findMailingList(db, workspaceId, params.mailingListId));
        return listMailingListMembers(db, workspaceId, params.mailingListId, pageRequest(query));
      }),
    ),
  ),

  route(contactsContract.addMailingListMembers, ({ params, body }, { workspaceId, inWorkspace, services }) =>
    inWorkspace(async (db) => {
      found(await findMailingList(db, workspaceId, params.mailingListId));
      const wanted = [...new Set(body.contactIds)];
      const { found: known, added } = await addMailingListMembers(db, workspaceId, params.mailingListId, wanted);
      if (known < wanted.length) {
        throw new ProblemError('not-found', { detail: `${wanted.length - known} of the contacts do not exist.` });
      }
      services.announcer.changed(workspaceId, 'contacts');
      return { added };
    }),
  ),
];
