import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Notification, type OrgIdentity, writeMessage } from './write-message.ts';

const acme: OrgIdentity = {
  organizationId: '00D7Q0000004KpzUAE',
  actionId: '04k7Q0000000019QAA',
  objectType: 'Case',
  host: 'acme.my.salesforce.com',
  apiVersion: '66.0',
};

test('a message is, byte for byte, what Salesforce writes', () => {
  const notification = {
    id: '04l7Q0000000149QAA',
    fields: {
      Subject: 'Tom & "Jo"\'s <3>',
      Id: '5007Q0000000MtNQAU',
      ContactEmail: null,
      Reason: '',
      ClosedDate: '2026-11-23T10:15:00.000Z',
    },
  };
  expect(writeMessage(acme, [notification])).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
 <soapenv:Body>
  <notifications xmlns="http://soap.sforce.com/2005/09/outbound">
   <OrganizationId>00D7Q0000004KpzUAE</OrganizationId>
   <ActionId>04k7Q0000000019QAA</ActionId>
   <SessionId xsi:nil="true"/>
   <EnterpriseUrl>https://acme.my.salesforce.com/services/Soap/c/66.0/00D7Q0000004Kpz</EnterpriseUrl>
   <PartnerUrl>https://acme.my.salesforce.com/services/Soap/u/66.0/00D7Q0000004Kpz</PartnerUrl>
   <Notification>
    <Id>04l7Q0000000149QAA</Id>
    <sObject xsi:type="sf:Case" xmlns:sf="urn:sobject.enterprise.soap.sforce.com">
     <sf:Id>5007Q0000000MtNQAU</sf:Id>
     <sf:ClosedDate>2026-11-23T10:15:00.000Z</sf:ClosedDate>
     <sf:Subject>Tom &amp; &quot;Jo&quot;&apos;s &lt;3&gt;</sf:Subject>
    </sObject>
   </Notification>
  </notifications>
 </soapenv:Body>
</soapenv:Envelope>`);
});

test('an independent XML parser reads back every field of every notification', () => {
  const fieldName = fc.stringMatching(/^[A-Z][A-Za-z0-9]{0,20}(__c)?$/).filter((name) => name !== 'Id');
  const value = fc.option(fc.string({ unit: 'binary', maxLength: 40 }).filter(isXmlText));
  const notification: fc.Arbitrary<Notification> = fc
    .tuple(fc.stringMatching(/^04l[A-Za-z0-9]{15}$/), fc.dictionary(fieldName, value, { noNullPrototype: true }))
    .map(([id, fields]) => ({ id, fields: { ...fields, Id: '5007Q0000000MtNQAU' } }));
  fc.assert(
    fc.property(fc.array(notification, { minLength: 1, maxLength: 100 }), (notifications) => {
      const xml = writeMessage(acme, notifications);
      expect(XMLValidator.validate(xml)).toBe(true);
      expect(readFields(xml)).toEqual(
        notifications.map(({ id, fields }) => ({
          id,
          fields: Object.fromEntries(Object.entries(fields).filter(([, text]) => (text ?? '') !== '')),
        })),
      );
    }),
    { numRuns: 50 },
  );
});

test('after Id the fields stand in ASCII order, upper case first', () => {
  const fields = { b__c: '1', Zeta: '2', Id: '5007Q0000000MtNQAU', a__c: '3', _x: '4', Alpha: '5' };
  const xml = writeMessage(acme, [{ id: '04l7Q0000000149QAA', fields }]);
  expect([...xml.matchAll(/<sf:(\w+)>/g)].map(([, name]) => name)).toEqual([
    'Id',
    'Alpha',
    'Zeta',
    '_x',
    'a__c',
    'b__c',
  ]);
});

test('a message holds 1 to 100 notifications', () => {
  const notification = { id: '04l7Q0000000149QAA', fields: { Id: '5007Q0000000MtNQAU' } };
  expect(() => writeMessage(acme, [])).toThrow(RangeError);
  expect(() => writeMessage(acme, Array(101).fill(notification))).toThrow(RangeError);
  expect(writeMessage(acme, Array(100).fill(notification)).match(/<Notification>/g)).toHaveLength(100);
});

test('text that XML cannot carry is refused, not sent as something else', () => {
  for (const text of ['\u0000', 'a\u0008', '\uFFFF', '\uD800']) {
    expect(() =>
      writeMessage(acme, [{ id: '04l7Q0000000149QAA', fields: { Id: '5007Q0000000MtNQAU', Subject: text } }]),
    ).toThrow(RangeError);
  }
});

function isXmlText(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the production Char of XML 1.0, turned round
  return !/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/u.test(text);
}

const Parsed = z.object({
  Envelope: z.object({
    Body: z.object({
      notifications: z.object({
        Notification: z.array(z.object({ Id: z.string(), sObject: z.record(z.string(), z.string()) })),
      }),
    }),
  }),
});

function readFields(xml: string) {
  const parser = new XMLParser({
    parseTagValue: false,
    trimValues: false,
    htmlEntities: true,
    removeNSPrefix: true,
    processEntities: { enabled: true, maxTotalExpansions: 1_000_000, maxExpandedLength: 100_000_000 },
    isArray: (name) => name === 'Notification',
  });
  const document = parser.parse(xml, true);
  return Parsed.parse(document).Envelope.Body.notifications.Notification.map(
    ({ Id, sObject: { '#text': _blanks, ...fields } }) => ({ id: Id, fields }),
  );
}
