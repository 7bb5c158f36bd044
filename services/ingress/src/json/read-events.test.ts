import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readEvents } from './read-events.ts';

const usual = { keyPointer: null, recordPointer: null, headerKey: null };
const read = (text: string, places: Partial<typeof usual> | { headerKey: string } = {}) =>
  readEvents(Buffer.from(text), { ...usual, ...places });
const fieldsOf = (text: string) => {
  const message = read(text, { headerKey: 'k' });
  if (message.kind === 'refused') throw new Error(`${message.reason} ${message.pointer}`);
  return message.notifications[0]?.fields;
};

test('nested objects become fields with dots, numbers keep their digits, arrays of plain values are multi-select', () => {
  const text = `{
    "id": "A-1", "total": 12345678901234567890.10, "tiny": -1E-400, "vip": true, "note": null,
    "customer": { "email": "ann@example.com", "address": { "zip": "04001" } },
    "colours": ["Red", "Dark Blue", 3], "none": [], "nothing": {},
    "lines": [{ "sku": 1.50 }], "odd": ["a;b"]
  }`;
  expect(fieldsOf(text)).toEqual({
    id: 'A-1',
    total: '12345678901234567890.10',
    tiny: '-1E-400',
    vip: 'true',
    note: null,
    'customer.email': 'ann@example.com',
    'customer.address.zip': '04001',
    colours: 'Red;Dark Blue;3',
    none: '',
    nothing: null,
    lines: '[{ "sku": 1.50 }]',
    odd: '["a;b"]',
  });
});

test('types come from JSON: a text that looks like a number is a text', () => {
  const message = read(
    '[{"eventId":"1","n":5,"t":"5","b":false,"s":"true","d":"2026-11-23","e":"a@b.io","m":["x"]},{"eventId":"2","n":"x"}]',
  );
  if (message.kind === 'refused') throw new Error(message.detail);
  const types = { t: '5', b: 'false', s: 'true', d: '2026-11-23', e: 'a@b.io', m: 'x', n: '5' };
  const learned = Object.entries(types).map(([name, value]) => [name, message.typeOf(name, value)]);
  expect(Object.fromEntries(learned)).toEqual({
    t: 'text',
    b: 'boolean',
    s: 'text',
    d: 'date',
    e: 'email',
    m: 'multi-select',
    n: 'text',
  });
});

describe('the idempotency key', () => {
  const keysOf = (text: string, places = {}) => {
    const message = read(text, places);
    return message.kind === 'message' ? message.notifications.map(({ key }) => key) : message.reason;
  };
  test.each([
    ['a header', '{"id":"7","eventId":"field"}', { headerKey: 'header' }, ['header']],
    ['a header with a batch: with the place of the event', '[{"a":1},{"a":2}]', { headerKey: 'h' }, ['h/0', 'h/1']],
    ['fields of a batch before the header', '[{"eventId":"x"},{"a":2}]', { headerKey: 'h' }, ['x', 'h/1']],
    ['a field', '{"idempotencyKey":42}', {}, ['42']],
    [
      'the field that the settings name, alone',
      '{"eventId":"no","order":{"id":"yes"}}',
      { keyPointer: '/order/id', headerKey: 'no' },
      ['yes'],
    ],
    ['nothing: never the id of a record', '{"id":"7"}', {}, 'event-key-missing'],
    ['an empty text', '{"eventId":""}', {}, 'event-key-missing'],
    ['a repetition of the same event', '[{"eventId":"1","a":1},{"eventId":"1","a":1}]', {}, ['1']],
    ['other content under the same key', '[{"eventId":"1","a":1},{"eventId":"1","a":2}]', {}, 'conflicting-events'],
  ])('from %s', (_name, text, places, expected) => expect(keysOf(text, places)).toEqual(expected));

  test('keys of 18 letters that differ at their end alone are two events', () => {
    expect(keysOf('[{"eventId":"ABCDEFGHIJKLMNO123"},{"eventId":"ABCDEFGHIJKLMNO456"}]')).toHaveLength(2);
  });
});

describe('what cannot be kept exactly is refused, with its place', () => {
  test.each([
    ['', 'not-json', ''],
    ['{"a":1', 'not-json', ''],
    ['{"a":01}', 'not-json', ''],
    ['{"a":NaN}', 'not-json', '/a'],
    ['{"a":1} x', 'not-json', ''],
    ["{'a':1}", 'not-json', ''],
    ['{"a":"\u0001"}', 'not-json', '/a'],
    ['{"a":"\\x"}', 'not-json', '/a'],
    ['"text"', 'not-an-event', ''],
    ['{}', 'not-an-event', ''],
    ['[1]', 'not-an-event', '/0'],
    ['[]', 'event-count', ''],
    ['{"a":1,"a":1}', 'field-unusable', '/a'],
    ['{"a":{"b":1},"a":{}}', 'field-unusable', '/a'],
    ['{"a":{"b":1},"a.b":2}', 'field-unusable', '/a.b'],
    ['{"a":[{"x":1,"x":2}]}', 'field-unusable', '/a/0/x'],
    ['{"__proto__":{"polluted":1}}', 'field-unusable', '/__proto__'],
    ['{"a":{"constructor":{"prototype":1}}}', 'field-unusable', '/a/constructor'],
    ['{"a b":1}', 'field-unusable', '/a b'],
    ['{"a":"\\u0000"}', 'field-unusable', '/a'],
    ['{"a":"\\ud800"}', 'field-unusable', '/a'],
    [`{"a":${'['.repeat(100_000)}`, 'too-complex', undefined],
    [`${'{"a":'.repeat(100_000)}`, 'too-complex', undefined],
    [`{"a":${'9'.repeat(1001)}}`, 'too-complex', '/a'],
    [`{"${'n'.repeat(256)}":1}`, 'too-complex', undefined],
  ])('%#: %.40s', (text, reason, pointer) => {
    const refused = read(text, { headerKey: 'k' });
    expect(refused).toMatchObject({ kind: 'refused', reason, ...(pointer === undefined ? {} : { pointer }) });
    expect(Object.prototype).not.toHaveProperty('polluted');
  });

  test('a thousand events and a thousand fields are taken, one more is not', () => {
    const events = (count: number) => `[${Array.from({ length: count }, (_, n) => `{"eventId":"${n}"}`).join()}]`;
    expect(read(events(1000))).toMatchObject({ kind: 'message', sent: 1000 });
    expect(read(events(1001))).toMatchObject({ reason: 'event-count', pointer: '/1000' });
    const wide = (count: number) => `{${Array.from({ length: count }, (_, n) => `"f${n}":1`).join()}}`;
    expect(read(wide(1000), { headerKey: 'k' })).toMatchObject({ kind: 'message' });
    expect(read(wide(1001), { headerKey: 'k' })).toMatchObject({ reason: 'too-complex' });
  });

  test('bytes that are not UTF-8', () => {
    expect(readEvents(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), usual)).toMatchObject({ reason: 'not-utf-8' });
  });

  test('a refusal repeats no value', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{12}$/), (secret) => {
        const refused = read(`{"field":"${secret}","field":2}`);
        expect(refused.kind === 'refused' && refused.detail.includes(secret)).toBe(false);
      }),
    );
  });
});

const name = fc.stringMatching(/^[a-z]{1,6}$/).filter((text) => !['constructor', 'prototype'].includes(text));
const text = fc.string({ unit: 'grapheme' }).filter((one) => !one.includes('\u0000') && one.isWellFormed());
const leaf = fc.oneof(
  text,
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);
const { event } = fc.letrec<{ event: Record<string, unknown>; value: unknown }>((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, leaf, tie('event'), fc.array(fc.oneof(leaf, tie('event')), { maxLength: 4 })),
  event: fc.dictionary(name, tie('value'), { maxKeys: 6 }),
}));

test('whatever event is sent, each of its values comes out as it was written', () => {
  fc.assert(
    fc.property(event, fc.boolean(), (sent, indented) => {
      fc.pre(Object.keys(sent).length > 0);
      const body = JSON.stringify(sent, null, indented ? 2 : 0);
      const expected = new Map<string, string | null>();
      flatten(sent, '', expected);
      const fields = fieldsOf(body);
      expect(Object.keys(fields ?? {}).sort()).toEqual([...expected.keys()].sort());
      for (const [key, value] of expected) {
        const got = fields?.[key] ?? null;
        const isJson = value !== null && got !== value;
        expect(isJson ? JSON.parse(got ?? '') : got).toEqual(isJson ? JSON.parse(value) : value);
      }
    }),
  );
});

test('whatever bytes come, the answer is a message or a refusal', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => void readEvents(bytes, usual)));
  const nearJson = fc.array(fc.constantFrom(...'{}[]",:\\u0 1e-+.tfn', 'true', '"a"', '\ud800'), { maxLength: 30 });
  fc.assert(
    fc.property(nearJson, (parts) => {
      const body = parts.join('');
      const answer = read(body, { headerKey: 'k' });
      if (answer.kind === 'message') expect(() => JSON.parse(Buffer.from(body).toString())).not.toThrow();
      else if (answer.reason === 'not-json') expect(() => JSON.parse(Buffer.from(body).toString())).toThrow();
    }),
    { numRuns: 500 },
  );
});

function flatten(value: Record<string, unknown>, prefix: string, into: Map<string, string | null>): void {
  for (const [key, one] of Object.entries(value)) {
    const path = prefix + key;
    if (one === null) into.set(path, null);
    else if (Array.isArray(one)) {
      const plain = one.every((item) => ['string', 'number', 'boolean'].includes(typeof item));
      const texts = one.map((item) => (typeof item === 'string' ? item : JSON.stringify(item)));
      const isPlain = plain && texts.every((item) => item !== '' && !item.includes(';'));
      into.set(path, isPlain ? texts.join(';') : JSON.stringify(one));
    } else if (typeof one === 'object') {
      if (Object.keys(one).length === 0) into.set(path, null);
      else flatten({ ...one }, `${path}.`, into);
    } else into.set(path, typeof one === 'string' ? one : JSON.stringify(one));
  }
}
