import { anOutboundMessage } from '@canvass/outbound-message/fixtures';

const fields = {
  Id: '5007Q0000000MtOQAU',
  Account_Name__c: 'Acme Industries GmbH & Co. KG',
  CaseNumber: '00001027',
  ClosedDate: '2026-11-23T10:15:00.000Z',
  ContactEmail: 'mira.okafor@example.com',
  ContactId: '0037Q0000000K25QAE',
  ContactPhone: '+421 995 555 010',
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
const placeholder = '@ID@';

/** Makes messages of `count` notifications, each with Ids never used before, at the least cost to the one who measures. */
export function messageTemplate(count: number): () => string {
  const notifications = Array.from({ length: count }, () => ({ id: placeholder, fields }));
  const parts = anOutboundMessage({ notifications }).split(placeholder);
  return () => {
    let message = parts[0] ?? '';
    for (const part of parts.slice(1)) {
      issued += 1;
      message += `04l${started}${issued.toString(36).padStart(6, '0')}${part}`;
    }
    return message;
  };
}
