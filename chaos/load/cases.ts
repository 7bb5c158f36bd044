import type { Notification } from '@canvass/outbound-message';
import type { Random } from '@canvass/salesforce-simulator';
import { type DemoPerson, demoPerson } from '../../packages/salesforce-simulator/src/demo-people.ts';
import { salesforceId } from '../../packages/salesforce-simulator/src/salesforce-id.ts';
import type { SentNotification } from './ledger.ts';

export type SentCase = Omit<SentNotification, 'workspaceId' | 'attempts' | 'acknowledgedAt'>;

/**
 * Closed cases without end. A new person comes with up to eight cases at once, so that many notifications race to make one
 * contact; some cases are about somebody known; one in fifty has an address that is none.
 */
export function* endlessCases(
  org: number,
  random: Random,
  sent: (sentCase: SentCase) => void,
): Generator<Notification, never> {
  const people: DemoPerson[] = [];
  // Ids that no earlier run had either, since a database may be looked at beside another.
  let number = org * 1_000_000;
  for (;;) {
    const isNew = people.length === 0 || random.chance(0.7);
    const person = isNew ? demoPerson(org, people.length, random) : people[random.below(people.length)];
    if (person === undefined) continue;
    if (isNew) people.push(person);
    const cases = isNew && random.chance(0.2) ? 2 + random.below(7) : 1;
    for (let index = 0; index < cases; index += 1) {
      number += 1;
      yield closedCase(number, person, random.chance(0.02), sent);
    }
  }
}

function closedCase(number: number, person: DemoPerson, isBad: boolean, sent: (sentCase: SentCase) => void) {
  const channel = person.prefersSms ? ('sms' as const) : ('email' as const);
  const address = channel === 'email' ? person.email : person.phone;
  const given = isBad ? (channel === 'email' ? 'nobody at nowhere' : '12') : address;
  const notification: Notification = {
    id: salesforceId('notification', number),
    fields: {
      Id: salesforceId('case', number),
      CaseNumber: String(number).padStart(10, '0'),
      Subject: 'Battery drains overnight 🔋 & "so on" <1>',
      Status: 'Closed',
      IsClosed: 'true',
      Priority: 'High',
      Origin: 'Web',
      ClosedDate: '2026-11-23T10:15:00.000Z',
      ContactId: person.contactId,
      ContactEmail: channel === 'email' ? given : person.email,
      ContactPhone: channel === 'sms' ? given : null,
      Contact_First_Name__c: person.firstName,
      Contact_Last_Name__c: person.lastName,
      Account_Name__c: person.accountName,
      Owner_Name__c: 'Ana Silva',
      Survey_Channel__c: channel,
      Language__c: person.language,
    },
  };
  sent({
    notificationId: notification.id,
    caseNumber: String(number).padStart(10, '0'),
    externalReference: person.contactId,
    channel,
    recipient: channel === 'email' ? person.email.toLowerCase() : person.phone.replace(/[^+\d]/g, ''),
    mustEnd: isBad ? 'failed' : 'succeeded',
  });
  return notification;
}
