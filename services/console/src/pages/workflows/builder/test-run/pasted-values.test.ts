import { expect, test } from 'vitest';
import { readPasted } from './pasted-values.ts';

test('a JSON object of plain values is read as texts', () => {
  expect(readPasted('{ "Priority": "High", "IsClosed": true, "Amount": 12.5, "Owner": null }')).toEqual({
    Priority: 'High',
    IsClosed: 'true',
    Amount: '12.5',
    Owner: null,
  });
});

test('lines of name and value are read, whatever stands between them', () => {
  expect(readPasted('Priority: High\n\nContact.Email = ada@example.net\nSubject\tA: b\nOwner:')).toEqual({
    Priority: 'High',
    'Contact.Email': 'ada@example.net',
    Subject: 'A: b',
    Owner: null,
  });
});

test.each(['', 'nothing of the kind', '{ "a": {} }', '{ broken', 'Priority: High\nand a sentence'])(
  '%j is refused',
  (text) => {
    expect(readPasted(text)).toBeNull();
  },
);
