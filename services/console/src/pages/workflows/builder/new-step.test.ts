import { expect, test } from 'vitest';
import { guessContact } from './new-step.ts';

const field = (name: string, type: 'text' | 'email' | 'phone' | 'reference' | 'boolean') => ({ name, type });

test('the contact of a new task is guessed from the fields of the event', () => {
  const fields = [
    field('OwnerEmail', 'email'),
    field('ContactEmail', 'email'),
    field('ContactId', 'reference'),
    field('ContactMobile', 'phone'),
    field('First_Name__c', 'text'),
  ];
  expect(guessContact(fields)).toEqual({
    matchBy: ['externalReference', 'email'],
    contact: {
      externalReference: '{{ event.ContactId }}',
      email: '{{ event.ContactEmail }}',
      phone: '{{ event.ContactMobile }}',
      firstName: '{{ event.First_Name__c }}',
    },
  });
});

test('an event without fields yet leaves the contact to be filled in', () => {
  expect(guessContact([])).toEqual({ matchBy: ['email'], contact: {} });
});
