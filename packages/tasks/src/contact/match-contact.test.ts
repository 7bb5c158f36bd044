import { blankContact, newId, type StoredContact } from '@canvass/database';
import { ContactId } from '@canvass/domain';
import { expect, test } from 'vitest';
import { matchContact } from './match-contact.ts';

const aContact = (values: Partial<StoredContact>): StoredContact => ({
  id: newId(ContactId),
  ...blankContact,
  ...values,
});
const said = (values: Partial<StoredContact>) => ({ ...blankContact, ...values });

const mira = aContact({ externalReference: '003A', email: 'mira@example.com', phone: '+12125550101' });
const daniel = aContact({ externalReference: null, email: 'office@example.com', phone: '+12125550102' });
const grace = aContact({ externalReference: '003C', email: 'Office@example.com', phone: null });
const contacts = [mira, daniel, grace];

test('the first key that finds a contact wins', () => {
  expect(
    matchContact(
      contacts,
      ['externalReference', 'email'],
      said({ externalReference: '003C', email: 'mira@example.com' }),
    ),
  ).toBe(grace);
});

test('e-mail addresses match in any letters, external references only as they are', () => {
  expect(matchContact(contacts, ['email'], said({ email: 'MIRA@Example.COM' }))).toBe(mira);
  expect(matchContact(contacts, ['externalReference'], said({ externalReference: '003a' }))).toBeNull();
});

test('of several contacts with one address, the oldest matches', () => {
  expect(matchContact(contacts, ['email'], said({ email: 'office@example.com' }))).toBe(daniel);
});

test('a contact found by e-mail whose external reference is another one is another person', () => {
  expect(
    matchContact(
      contacts,
      ['externalReference', 'email'],
      said({ externalReference: '003X', email: 'mira@example.com' }),
    ),
  ).toBeNull();
});

test('a contact found by e-mail that has no external reference yet is the person', () => {
  expect(
    matchContact(
      contacts,
      ['externalReference', 'email'],
      said({ externalReference: '003X', email: 'office@example.com' }),
    ),
  ).toBe(daniel);
});

test('where the external reference is not said, the e-mail address decides', () => {
  expect(matchContact(contacts, ['externalReference', 'email'], said({ email: 'mira@example.com' }))).toBe(mira);
});

test('a key that the task does not match by neither finds nor prevents', () => {
  expect(matchContact(contacts, ['phone'], said({ externalReference: '003X', phone: '+12125550101' }))).toBe(mira);
  expect(matchContact(contacts, ['phone'], said({ externalReference: '003A' }))).toBeNull();
});
