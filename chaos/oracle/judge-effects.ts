import type { Books, Violation } from './books.ts';
import { by, doubled } from './group.ts';

/** Each person is one contact, each case one transaction, each contact once on the list. */
export function judgeEffects({ sent, database }: Books): Violation[] {
  const { contacts, transactions, memberships } = database;
  const found: Violation[] = [];
  const say = (kind: Violation['kind'], id: string, detail: string, at: Date | null = null) =>
    found.push({ kind, id, detail, at });

  const referred = contacts.filter(({ externalReference }) => externalReference !== null);
  const addressed = contacts.filter(({ email }) => email !== null);
  const twice = [
    ...doubled(referred, (row) => `${row.workspaceId} ${row.externalReference}`),
    ...doubled(addressed, (row) => `${row.workspaceId} ${row.email}`),
  ];
  for (const [, rows] of twice) {
    say('contact-doubled', rows.map(({ id }) => id).join(' '), 'of one external reference or address');
  }
  for (const [key, rows] of doubled(transactions, (row) => `${row.workspaceId} ${row.caseNumber}`)) {
    say('transaction-doubled', rows.map(({ id }) => id).join(' '), `of workspace and case ${key}`);
  }
  for (const [key, rows] of doubled(memberships, (row) => `${row.workspaceId} ${row.contactId}`)) {
    say('membership-doubled', key, `${rows.length} times`);
  }

  const contactOf = new Map(referred.map((row) => [`${row.workspaceId} ${row.externalReference}`, row.id]));
  const transactionOf = by(transactions, (row) => `${row.workspaceId} ${row.caseNumber}`);
  const members = new Set(memberships.map((row) => `${row.workspaceId} ${row.contactId}`));
  for (const one of sent) {
    const expected = one.acknowledgedAt !== null && one.mustEnd === 'succeeded';
    const [transaction] = transactionOf.get(`${one.workspaceId} ${one.caseNumber}`) ?? [];
    const contactId = contactOf.get(`${one.workspaceId} ${one.externalReference}`);
    if (expected && (transaction === undefined || transaction.contactId !== contactId)) {
      const detail = `case ${one.caseNumber} has ${transaction === undefined ? 'none' : 'one of another contact'}`;
      say('transaction-missing', one.notificationId, detail, one.acknowledgedAt);
    }
    if (expected && !members.has(`${one.workspaceId} ${contactId}`)) {
      say('membership-missing', one.notificationId, `contact ${contactId ?? 'none'}`, one.acknowledgedAt);
    }
    if (one.mustEnd === 'failed' && transaction !== undefined) {
      say('wrong-end', one.notificationId, `case ${one.caseNumber} has a transaction and an address that is none`);
    }
  }
  return found;
}
