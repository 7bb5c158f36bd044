import { anOutboundMessage } from '@canvass/outbound-message/fixtures';

const idSlot = '@ID@';
const personSlot = '@PERSON@';

/** A closed case with 17 fields; the person is a number of eight digits. */
const fields = {
  Id: '5007Q0000000MtOQAU',
  Account_Name__c: 'Acme Industries GmbH & Co. KG',
  CaseNumber: personSlot,
  ClosedDate: '2026-11-23T10:15:00.000Z',
  ContactEmail: `mira.okafor.${personSlot}@example.com`,
  ContactId: `0037Q${personSlot}QAE`,
  ContactPhone: `+49151${personSlot}`,
  Contact_First_Name__c: 'Mira',
  Contact_Last_Name__c: 'Okafor',
  IsClosed: 'true',
  Language__c: 'en',
  Origin: 'Web',
  Owner_Name__c: 'Jonas Berg',
  Priority: 'High',
  Status: 'Closed',
  Subject: 'The printer on the second floor prints only every other page',
  Survey_Channel__c: 'email',
};

let issued = 0;
const started = Date.now().toString(36).slice(-6).padStart(6, '0');

/**
 * Makes messages of `perMessage` notifications, each with Ids never used before, about the people `firstPerson`,
 * `firstPerson` + 1, … and after `people` of them the same ones again. Pre-rendered: it costs some microseconds a
 * notification, since whoever measures uses the same processors.
 */
export function messageTemplate(perMessage: number, { people = 1, firstPerson = 1 } = {}): () => string {
  const two = anOutboundMessage({
    notifications: [
      { id: idSlot, fields },
      { id: idSlot, fields },
    ],
  });
  const start = two.indexOf('   <Notification>');
  const half = two.indexOf('   <Notification>', start + 1);
  const end = two.indexOf('  </notifications>');
  const [head, one, tail] = [two.slice(0, start), two.slice(start, half), two.slice(end)];
  const [beforeId = '', afterId = ''] = one.split(idSlot);
  const parts = afterId.split(personSlot);
  let notifications = 0;
  return () => {
    let message = head;
    for (let index = 0; index < perMessage; index += 1) {
      issued += 1;
      const person = String(firstPerson + (notifications % people)).padStart(8, '0');
      notifications += 1;
      message += `${beforeId}04l${started}${issued.toString(36).padStart(6, '0')}${parts.join(person)}`;
    }
    return message + tail;
  };
}
