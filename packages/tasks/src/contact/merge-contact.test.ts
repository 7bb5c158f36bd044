import { blankContact, type ContactValues, contactDifferences } from '@canvass/database';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeContact } from './merge-contact.ts';

const text = fc.option(fc.string({ minLength: 1, maxLength: 8 }));
const email = fc.option(fc.constantFrom('a@example.com', 'A@Example.com', 'b@example.com'));
const values = fc.record({
  firstName: text,
  lastName: text,
  email,
  phone: text,
  externalReference: text,
  language: text,
});
const embeddedData = fc.dictionary(
  fc.string({ minLength: 1, maxLength: 5 }),
  fc.string({ minLength: 1, maxLength: 5 }),
);
const contact: fc.Arbitrary<ContactValues> = fc
  .tuple(values, embeddedData)
  .map(([plain, facts]) => ({ ...plain, embeddedData: facts }));
const facts = fc.record({ values, embeddedData });
const fields = ['firstName', 'lastName', 'email', 'phone', 'externalReference', 'language'] as const;
const comparable = (value: string | null) => value?.toLowerCase() ?? null;

test('what is said wins, what is not said stays', () => {
  fc.assert(
    fc.property(contact, facts, (current, said) => {
      const merged = mergeContact(current, said);
      for (const field of fields) {
        const expected = said.values[field] ?? current[field];
        if (field === 'email') expect(comparable(merged.email)).toBe(comparable(expected));
        else expect(merged[field]).toBe(expected);
      }
      expect(merged.embeddedData).toEqual({ ...current.embeddedData, ...said.embeddedData });
    }),
  );
});

test('saying the same again changes nothing', () => {
  fc.assert(
    fc.property(contact, facts, (current, said) => {
      const once = mergeContact(current, said);
      expect(contactDifferences(once, mergeContact(once, said))).toEqual({});
    }),
  );
});

test('the differences name exactly what is another value, with both', () => {
  fc.assert(
    fc.property(contact, facts, (current, said) => {
      const merged = mergeContact(current, said);
      const differences = contactDifferences(current, merged);
      for (const field of fields) {
        const { [field]: difference } = differences;
        expect(difference ?? null).toEqual(
          current[field] === merged[field] ? null : { from: current[field], to: merged[field] },
        );
      }
      for (const [name, value] of Object.entries(said.embeddedData)) {
        const before = Object.hasOwn(current.embeddedData, name) ? current.embeddedData[name] : null;
        if (before !== value) expect(differences[`embeddedData.${name}`]?.to).toBe(value);
      }
    }),
  );
});

test('an address in other letters is the address that is there', () => {
  const current = { ...blankContact, email: 'Mira@example.com' };
  const said = { values: { ...current, email: 'mira@Example.com' }, embeddedData: {} };
  expect(mergeContact(current, said).email).toBe('Mira@example.com');
});
