import {
  createContact,
  findContact,
  getWorkspace,
  isUniqueViolation,
  listContactHistory,
  listContacts,
  optInContacts,
  optOutContacts,
  type Queryable,
  updateContact,
} from '@canvass/database';
import { type Channel, type ContactId, normalizePhone, type WorkspaceId } from '@canvass/domain';
import { hiddenWorkflows } from '../auth/workflow-access.ts';
import { contactsContract } from '../contract/contacts.ts';
import { pageRequest, toList } from '../http/pagination.ts';
import { found, ProblemError } from '../http/problem-error.ts';
import { route } from '../http/route.ts';
import { applyEdit, type ContactEdit, emptyContact } from './contact-values.ts';

export const contactRoutes = [
  route(contactsContract.listContacts, async ({ query }, { workspaceId, inWorkspace }) =>
    toList(
      await inWorkspace(async (db) => {
        const { defaultCountry } = await getWorkspace(db, workspaceId);
        const phone =
          query.phone === undefined ? undefined : (normalizePhone(query.phone, defaultCountry) ?? query.phone);
        return listContacts(db, workspaceId, { ...query, phone }, pageRequest(query));
      }),
    ),
  ),

  route(contactsContract.createContact, async ({ body }, { workspaceId, inWorkspace, services }) => {
    const contact = await inWorkspace(async (db) => {
      const { defaultCountry } = await getWorkspace(db, workspaceId);
      const values = applyEdit(emptyContact, body, defaultCountry);
      const id = await refuseTakenReference(createContact(db, workspaceId, values));
      await setOptOuts(db, workspaceId, id, body);
      return found(await findContact(db, workspaceId, id));
    });
    services.announcer.changed(workspaceId, 'contacts');
    return contact;
  }),

  route(contactsContract.getContact, async ({ params }, { workspaceId, inWorkspace }) =>
    found(await inWorkspace((db) => findContact(db, workspaceId, params.contactId))),
  ),

  route(contactsContract.updateContact, async ({ params, body }, { workspaceId, inWorkspace, services }) => {
    const contact = await inWorkspace(async (db) => {
      const { defaultCountry } = await getWorkspace(db, workspaceId);
      const edit = (current: Parameters<typeof applyEdit>[0]) => applyEdit(current, body, defaultCountry);
      await refuseTakenReference(updateContact(db, workspaceId, params.contactId, edit));
      await setOptOuts(db, workspaceId, params.contactId, body);
      return found(await findContact(db, workspaceId, params.contactId));
    });
    services.announcer.changed(workspaceId, 'contacts');
    return contact;
  }),

  route(contactsContract.getContactHistory, async ({ params, query }, { workspaceId, inWorkspace, principal }) =>
    toList(
      await inWorkspace(async (db) => {
        found(await findContact(db, workspaceId, params.contactId));
        const hidden = await hiddenWorkflows(db, principal);
        return listContactHistory(db, workspaceId, params.contactId, hidden, pageRequest(query));
      }),
    ),
  ),
];

type OptOuts = ContactEdit & { emailOptedOut?: boolean | undefined; smsOptedOut?: boolean | undefined };

async function setOptOuts(db: Queryable, workspaceId: WorkspaceId, id: ContactId, body: OptOuts): Promise<void> {
  const wishes: [Channel, boolean | undefined][] = [
    ['email', body.emailOptedOut],
    ['sms', body.smsOptedOut],
  ];
  for (const [channel, optedOut] of wishes) {
    if (optedOut === undefined) continue;
    await (optedOut ? optOutContacts : optInContacts)(db, workspaceId, [id], channel, 'administrator');
  }
}

async function refuseTakenReference<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (!isUniqueViolation(error, 'contacts_external_reference')) throw error;
    throw new ProblemError('conflict', { detail: 'Another contact has this external reference.' });
  }
}
