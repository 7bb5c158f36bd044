import { ContactId, channels, deliveryStatuses, MailingListId, responseStatuses, runStatuses } from '@canvass/domain';
import { z } from 'zod';
import { ContactBrief, Instant, pageOf, pageQuery } from './common.ts';
import { defineRoute } from './route-spec.ts';

const params = z.object({ contactId: ContactId });
const text = z.string().trim().min(1).max(255).nullable();
const listName = z.string().trim().min(1).max(255);

export const Transaction = z
  .object({
    id: z.string(),
    name: z.string(),
    occurredAt: Instant.nullable(),
    fields: z.record(z.string(), z.string().nullable()),
    createdAt: Instant,
  })
  .meta({ id: 'Transaction' });

export const Contact = z
  .object({
    id: z.string(),
    firstName: z.string().nullable(),
    lastName: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable().describe('E.164'),
    externalReference: z.string().nullable(),
    language: z.string().nullable(),
    embeddedData: z.record(z.string(), z.string()),
    emailOptedOutAt: Instant.nullable().describe('Opted out of e-mail for the whole directory'),
    smsOptedOutAt: Instant.nullable().describe('Opted out of text messages for the whole directory'),
    transactions: z.array(Transaction).describe('The newest 50, newest first'),
    mailingLists: z.array(
      z.object({ id: z.string(), name: z.string(), addedAt: Instant, optedOutAt: Instant.nullable() }),
    ),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Contact' });

const base = { id: z.string(), at: Instant, runId: z.string().nullable() };
export const HistoryEntry = z
  .discriminatedUnion('type', [
    z.object({
      ...base,
      type: z.literal('run'),
      status: z.enum(runStatuses),
      workflowId: z.string(),
      workflowName: z.string().nullable(),
      recordId: z.string().nullable(),
      notificationId: z.string(),
    }),
    z.object({
      ...base,
      type: z.literal('change'),
      kind: z.enum(['created', 'updated', 'opted-out', 'opted-in']),
      changes: z.unknown().describe('What changed: field → old and new value'),
    }),
    z.object({
      ...base,
      type: z.literal('delivery'),
      deliveryId: z.string(),
      channel: z.enum(channels),
      to: z.string(),
      status: z.enum(deliveryStatuses),
      surveyId: z.string(),
      surveyName: z.string().nullable(),
    }),
    z.object({
      ...base,
      type: z.literal('response'),
      responseId: z.string(),
      surveyId: z.string(),
      surveyName: z.string().nullable(),
      status: z.enum(responseStatuses),
    }),
  ])
  .meta({ id: 'HistoryEntry' });

export const MailingList = z
  .object({ id: z.string(), name: z.string(), createdAt: Instant })
  .meta({ id: 'MailingList' });

export const MailingListMember = z
  .object({ contact: ContactBrief, addedAt: Instant, optedOutAt: Instant.nullable() })
  .meta({ id: 'MailingListMember' });

const editable = {
  firstName: text.optional(),
  lastName: text.optional(),
  email: text.optional(),
  phone: text.optional().describe('With country code, or as dialled in the workspace’s country'),
  externalReference: text.optional(),
  language: z.string().trim().min(2).max(35).nullable().optional().describe('BCP 47, such as en or fr-CA'),
  embeddedData: z
    .record(z.string().min(1).max(200), z.string().max(4000).nullable())
    .optional()
    .describe('Merged into what is there; null removes a field'),
  emailOptedOut: z.boolean().optional(),
  smsOptedOut: z.boolean().optional(),
};

const contactsTag = 'Contacts';
const listsTag = 'Mailing lists';

export const contactsContract = {
  listContacts: defineRoute({
    method: 'get',
    path: '/contacts',
    tag: contactsTag,
    summary: 'List contacts, newest first',
    needs: 'read',
    query: z.strictObject({
      ...pageQuery,
      search: z
        .string()
        .trim()
        .min(1)
        .max(255)
        .optional()
        .describe('Beginning of a name, e-mail address, phone number or external reference'),
      email: z.string().max(320).optional().describe('Exactly this address, in any case'),
      phone: z.string().max(40).optional(),
      externalReference: z.string().max(255).optional(),
      mailingListId: MailingListId.optional(),
    }),
    reply: pageOf(Contact),
  }),
  createContact: defineRoute({
    method: 'post',
    path: '/contacts',
    tag: contactsTag,
    summary: 'Create a contact',
    needs: 'write',
    body: z.strictObject(editable),
    reply: Contact,
    status: 201,
    problems: ['conflict', 'invalid-email', 'invalid-phone'],
  }),
  getContact: defineRoute({
    method: 'get',
    path: '/contacts/{contactId}',
    tag: contactsTag,
    summary: 'Get a contact with transactions and mailing lists',
    needs: 'read',
    params,
    reply: Contact,
  }),
  updateContact: defineRoute({
    method: 'patch',
    path: '/contacts/{contactId}',
    tag: contactsTag,
    summary: 'Change a contact: only what is given',
    needs: 'write',
    params,
    body: z.strictObject(editable),
    reply: Contact,
    problems: ['conflict', 'invalid-email', 'invalid-phone'],
  }),
  getContactHistory: defineRoute({
    method: 'get',
    path: '/contacts/{contactId}/history',
    tag: contactsTag,
    summary: 'List everything about a contact on one timeline, newest first',
    needs: 'read',
    params,
    query: z.strictObject(pageQuery),
    reply: pageOf(HistoryEntry),
  }),
  listMailingLists: defineRoute({
    method: 'get',
    path: '/mailing-lists',
    tag: listsTag,
    summary: 'List mailing lists, oldest first',
    needs: 'read',
    query: z.strictObject({ ...pageQuery, name: z.string().max(255).optional() }),
    reply: pageOf(MailingList),
  }),
  createMailingList: defineRoute({
    method: 'post',
    path: '/mailing-lists',
    tag: listsTag,
    summary: 'Create a mailing list',
    needs: 'write',
    body: z.strictObject({ name: listName }),
    reply: MailingList,
    status: 201,
    problems: ['conflict'],
  }),
  getMailingList: defineRoute({
    method: 'get',
    path: '/mailing-lists/{mailingListId}',
    tag: listsTag,
    summary: 'Get a mailing list',
    needs: 'read',
    params: z.object({ mailingListId: MailingListId }),
    reply: MailingList,
  }),
  listMailingListMembers: defineRoute({
    method: 'get',
    path: '/mailing-lists/{mailingListId}/members',
    tag: listsTag,
    summary: 'List the members of a mailing list',
    needs: 'read',
    params: z.object({ mailingListId: MailingListId }),
    query: z.strictObject(pageQuery),
    reply: pageOf(MailingListMember),
  }),
  addMailingListMembers: defineRoute({
    method: 'post',
    path: '/mailing-lists/{mailingListId}/members',
    tag: listsTag,
    summary: 'Add contacts to a mailing list',
    needs: 'write',
    params: z.object({ mailingListId: MailingListId }),
    body: z.strictObject({ contactIds: z.array(ContactId).min(1).max(1000) }),
    reply: z.object({ added: z.number().int().describe('Those that were members already are not counted') }),
    problems: ['not-found'],
  }),
};
