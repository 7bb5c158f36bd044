import { normalizeEmail, normalizePhone } from '@canvass/domain';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { demoCases } from './demo-cases.ts';

const now = new Date('2026-11-23T10:15:00.123Z');
const some = [...demoCases({ count: 2000, seed: 7, now })];
const distinct = (field: string) => new Set(some.map(({ fields }) => fields[field])).size;

test('every case is closed and its person can be reached over the channel it names, whatever the seed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (seed) => {
      for (const { fields } of demoCases({ count: 50, seed, now })) {
        expect(fields.IsClosed).toBe('true');
        if (fields.Survey_Channel__c === 'sms')
          expect(normalizePhone(fields.ContactPhone ?? '', 'FR')).toMatch(/^\+1\d{3}55501\d\d$/);
        else expect(normalizeEmail(fields.ContactEmail ?? '')).not.toBeNull();
      }
    }),
    { numRuns: 20 },
  );
});

test('no two cases share a record or notification id, and a later send has others', () => {
  const later = [...demoCases({ count: 2000, seed: 7, now: new Date(now.getTime() + 1000) })];
  expect(new Set([...some, ...later].map(({ id }) => id)).size).toBe(4000);
  expect(new Set([...some, ...later].map(({ fields }) => fields.Id)).size).toBe(4000);
});

test('the same seed meets the same people again', () => {
  const people = (seed: number, at: Date) =>
    [...demoCases({ count: 30, seed, now: at })].map(({ fields }) => [fields.ContactId, fields.ContactEmail]);
  expect(people(7, new Date('2027-01-01T00:00:00Z'))).toEqual(people(7, now));
  expect(people(8, now)).not.toEqual(people(7, now));
});

test('a person is one e-mail address and one Contact id, whichever case mentions them', () => {
  const contactOf = new Map<string, string>();
  for (const { fields } of some) {
    if (!fields.ContactEmail || !fields.ContactId) continue;
    const email = fields.ContactEmail.toLowerCase();
    expect(contactOf.get(email) ?? fields.ContactId).toBe(fields.ContactId);
    contactOf.set(email, fields.ContactId);
  }
});

test('values vary as in an org: languages, channels, several cases of one contact, empty fields', () => {
  expect(distinct('Language__c')).toBeGreaterThan(4);
  expect(distinct('ContactId')).toBeLessThan(1900);
  const share = (field: string, value: string | null) =>
    some.filter(({ fields }) => fields[field] === value).length / some.length;
  expect(share('Survey_Channel__c', 'sms')).toBeGreaterThan(0.15);
  expect(share('Contact_First_Name__c', null)).toBeGreaterThan(0.01);
  expect(share('ContactId', null)).toBeGreaterThan(0.005);
  expect(some.some(({ fields }) => /\p{Script=Han}/u.test(fields.Contact_Last_Name__c ?? ''))).toBe(true);
});

test('on request some cases are still open', () => {
  const open = [...demoCases({ count: 500, seed: 7, now, openShare: 0.1 })].filter(
    ({ fields }) => fields.IsClosed === 'false',
  );
  expect(open.length).toBeGreaterThan(20);
  expect(open.every(({ fields }) => fields.ClosedDate === null && fields.Status !== 'Closed')).toBe(true);
});
