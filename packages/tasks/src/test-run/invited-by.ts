import { blankContact, type Queryable } from '@canvass/database';
import {
  type ContactTask,
  type ContactTaskOutput,
  type InvitationSnapshot,
  PermanentError,
  type WorkspaceId,
} from '@canvass/domain';
import { TriedContacts } from './tried-contacts.ts';

/** What tells who would be invited. */
export interface InvitedFrom {
  /** The task whose contact would be invited; null while none is chosen, or it is not finished. */
  contactTask: ContactTask | null;
  event: Record<string, string | null>;
  arrivedAt: Date;
  timeZone: string;
  defaultCountry: string;
}

/** Who would be invited, and the facts of the invitation. */
export interface Invited extends Pick<InvitationSnapshot, 'contact' | 'transaction'> {
  outputs: Record<string, Record<string, unknown>>;
}

/** The contact as its task would leave it; nobody where the task would fail. */
export async function invitedBy(db: Queryable, workspaceId: WorkspaceId, input: InvitedFrom): Promise<Invited> {
  const { contactTask, event, timeZone, defaultCountry, arrivedAt: receivedAt } = input;
  const nobody = { contact: { id: '', ...blankContact }, transaction: null, outputs: {} };
  if (contactTask === null) return nobody;
  const contacts = new TriedContacts(db, workspaceId);
  const output = await tried(contacts, contactTask, { event, outputs: {}, timeZone, defaultCountry, receivedAt });
  if (output === null) return nobody;
  const invited = await contacts.toInvite(output.contactId);
  return {
    contact: invited?.facts ?? nobody.contact,
    transaction: contacts.transaction(output.transactionId),
    outputs: { [contactTask.id]: { ...output } },
  };
}

async function tried(
  contacts: TriedContacts,
  ...task: Parameters<TriedContacts['try']>
): Promise<ContactTaskOutput | null> {
  try {
    return (await contacts.try(...task)).output;
  } catch (error) {
    if (error instanceof PermanentError) return null;
    throw error;
  }
}
