import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readWsdl } from './read-wsdl.ts';
import { receiverWsdl } from './receiver-wsdl.ts';
import { aWsdl } from './wsdl-fixtures.ts';

const read = (text: string) => readWsdl(Buffer.from(text));
function fieldsOf(text: string) {
  const wsdl = read(text);
  if (wsdl.kind === 'refused') throw new Error(wsdl.detail);
  return Object.fromEntries(wsdl.objects[0]?.fields.map(({ name, type }) => [name, type]) ?? []);
}

test('the object that notifications carry is read with its types, and nothing of the envelope is a field', () => {
  expect(read(aWsdl())).toMatchObject({
    kind: 'wsdl',
    endpointUrl: 'https://canvass.example.com/in/token',
    objects: [{ name: 'Case' }],
  });
  expect(fieldsOf(aWsdl())).toEqual({
    Id: 'id',
    AccountId: 'reference',
    ClosedDate: 'date-time',
    ContactEmail: 'email',
    IsClosed: 'boolean',
    Score__c: 'number',
  });
});

test.each([
  ['xsd:string', 'Priority', 'text'],
  ['xsd:string', 'MobilePhone', 'phone'],
  ['xsd:string', 'Work_Email__c', 'email'],
  ['xsd:string', 'EmailOptOutReason__c', 'text'],
  ['xsd:string', 'Headphone__c', 'text'],
  ['xsd:int', 'Count__c', 'number'],
  ['xsd:date', 'Birthdate', 'date'],
  ['ent:ID', 'OwnerId', 'reference'],
  ['xsd:base64Binary', 'Body', 'text'],
])('%s named %s is proposed as %s', (declared, name, type) => {
  expect(fieldsOf(aWsdl({ fields: { [name]: declared } }))[name]).toBe(type);
});

test('fields of every type that the object extends are its own', () => {
  const base = `<complexType name="Base"><complexContent><extension base="ens:sObject"><sequence>
    <element name="Inherited__c" type="xsd:date"/></sequence></extension></complexContent></complexType>`;
  const text = aWsdl({ moreTypes: base }).replace(
    /(<complexType name="Case">\s*<complexContent>\s*<extension base=)"ens:sObject"/,
    '$1"ens:Base"',
  );
  expect(Object.keys(fieldsOf(text)).slice(0, 2)).toEqual(['Id', 'Inherited__c']);
});

test('other objects of the file come after the one that is sent', () => {
  const contact = `<complexType name="Contact"><complexContent><extension base="ens:sObject"><sequence>
    <element name="Phone" type="xsd:string"/></sequence></extension></complexContent></complexType>`;
  const wsdl = read(aWsdl({ moreTypes: contact }));
  expect(wsdl.kind === 'wsdl' && wsdl.objects.map(({ name }) => name)).toEqual(['Case', 'Contact']);
});

test('a record inside the record is left out, a simple type of the file is followed', () => {
  const types = '<simpleType name="Score"><restriction base="xsd:double"/></simpleType>';
  const fields = { Account: 'ens:sObject', Score__c: 'ens:Score' };
  expect(fieldsOf(aWsdl({ fields, moreTypes: types }))).toEqual({ Id: 'id', Score__c: 'number' });
});

const entity = '<!DOCTYPE x [<!ENTITY a "b">]>\n<definitions';
test.each([
  ['is empty', '', /no XML element/, null],
  ['is a page', '<html><body/></html>', /is no WSDL: its root element is html/, '<html>'],
  ['has a document type', aWsdl().replace('<definitions', entity), /document type/, '<!DOCTYPE'],
  ['ends too early', aWsdl().slice(0, 900), /ends inside|not closed|expected|without/, null],
  ['closes the wrong element', aWsdl().replace('</types>', '</typos>'), /end tag of types/, '</typos>'],
  ['has an undeclared type', aWsdl({ fields: { A__c: 'ens:Missing' } }), /Missing is used and not declared/, null],
  ['has an undeclared prefix', aWsdl({ fields: { A__c: 'zzz:string' } }), /zzz:string/, 'zzz:string'],
  [
    'is for another service',
    aWsdl().replace('2005/09/outbound"\n', 'enterprise"\n'),
    /another service/,
    '<definitions',
  ],
  ['has no notifications', aWsdl().replace('name="notifications"', 'name="other"'), /no notifications/, null],
  [
    'declares a type twice',
    aWsdl({ moreTypes: '<complexType name="Case"/>' }),
    /declared twice/,
    '<complexType name="Case"/>',
  ],
])('a file that %s is refused with its reason and line', (_case, text, detail, marker) => {
  const wsdl = read(text);
  if (wsdl.kind === 'wsdl') throw new Error('it was read');
  expect(wsdl.detail).toMatch(detail);
  expect(wsdl.mend).not.toBe('');
  if (marker !== null) expect(wsdl.place?.line).toBe(text.split(marker)[0]?.split('\n').length);
});

test('types that extend each other in a circle are refused', () => {
  const text = aWsdl().replace(
    /(<complexType name="Case">\s*<complexContent>\s*<extension base=)"ens:sObject"/,
    '$1"ens:Case"',
  );
  expect(read(text)).toMatchObject({ kind: 'refused', detail: 'The type Case extends itself.' });
});

test('the WSDL that Canvass shows of itself carries no object to learn from but the record', () => {
  const wsdl = read(receiverWsdl('https://canvass.example.com/in/x'));
  expect(wsdl.kind === 'wsdl' && wsdl.objects).toEqual([{ name: 'sObject', fields: [] }]);
});

test('whatever the bytes are, the answer comes and nothing is thrown', () => {
  const whole = aWsdl();
  fc.assert(
    fc.property(fc.nat(whole.length), fc.nat(60), fc.string({ maxLength: 12 }), (at, cut, put) => {
      const wsdl = read(whole.slice(0, at) + put + whole.slice(at + cut));
      if (wsdl.kind === 'refused') expect(wsdl.detail).not.toBe('');
    }),
    { numRuns: 300 },
  );
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(readWsdl(bytes).kind).toBe('refused');
    }),
  );
});

const samples = process.env.CANVASS_SAMPLES;
test.skipIf(samples === undefined)('the sample of the collection is read', () => {
  expect(fieldsOf(readFileSync(join(samples ?? '', 'case.wsdl'), 'utf8'))).toEqual({
    Id: 'id',
    CaseNumber: 'text',
    ClosedDate: 'date-time',
    ContactEmail: 'email',
    IsClosed: 'boolean',
    Priority: 'text',
    Subject: 'text',
  });
});
