import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aNotificationId, anOrganizationId, anOutboundMessage } from './fixtures.ts';
import { defaultLimits } from './limits.ts';
import { parseOutboundMessage } from './parse-outbound-message.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const parse = (text: string) => parseOutboundMessage(bytesOf(text));
const withFields = (inner: string) =>
  anOutboundMessage({ notifications: [{ id: '04l7Q000000014AQAQ', fields: {} }] }).replace(
    /(<sObject [^>]*>)[\s\S]*(<\/sObject>)/,
    `$1${inner}$2`,
  );
const fieldsOf = (inner: string) => {
  const message = parse(withFields(inner));
  if (message.kind === 'refused') throw new Error(`${message.reason}: ${message.detail}`);
  return message.notifications[0]?.fields;
};

// What Salesforce can hold: any text that XML 1.0 can carry. (`\r` is written as a reference by the builder.)
const xmlText = fc
  .string({ unit: 'binary' })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it removes
  .map((text) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').toWellFormed());
const fieldName = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,40}$/);
const fields = fc.dictionary(fieldName, fc.option(xmlText), { maxKeys: 12, noNullPrototype: true });

test('whatever text a message is built from comes back unchanged', () => {
  fc.assert(
    fc.property(fc.array(fields, { minLength: 1, maxLength: 5 }), (records) => {
      const notifications = records.map((record) => ({ id: aNotificationId(), fields: record }));
      expect(parse(anOutboundMessage({ notifications }))).toEqual({
        kind: 'message',
        organizationId: anOrganizationId,
        objectType: 'Case',
        notifications: notifications.map(({ id, fields }) => ({ id, recordId: fields.Id || null, fields })),
      });
    }),
  );
});

test('no change of bytes makes the parser throw, take long or let a session id through', () => {
  const original = bytesOf(anOutboundMessage({ notifications: [{}, {}], sessionId: 'SECRETSESSION' }));
  const change = fc.record({
    at: fc.nat({ max: original.length - 1 }),
    remove: fc.nat({ max: 40 }),
    insert: fc.oneof(
      fc.uint8Array({ maxLength: 8 }),
      fc
        .constantFrom('<', '>', '&', '</', '<!--', '<![CDATA[', ']]>', '<?', '<!DOCTYPE', ' xmlns:a=""', '/>')
        .map(bytesOf),
    ),
  });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      let bytes = Buffer.from(original);
      for (const { at, remove, insert } of changes) {
        bytes = Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + remove)]);
      }
      const startedAt = performance.now();
      const message = parseOutboundMessage(bytes);
      expect(performance.now() - startedAt).toBeLessThan(500);
      expect(['message', 'refused']).toContain(message.kind);
      if (bytes.includes('<SessionId>SECRETSESSION</SessionId>')) {
        expect(JSON.stringify(message)).not.toContain('SECRETSESSION');
      }
    }),
    { numRuns: 2000 },
  );
});

test('every truncation of a message is refused', () => {
  const whole = bytesOf(anOutboundMessage());
  for (let length = 0; length < whole.length; length += 1) {
    expect(parseOutboundMessage(whole.subarray(0, length)).kind).toBe('refused');
  }
});

test('megabytes of hostile markup are refused or read in linear time', () => {
  const many = (unit: string) => unit.repeat(Math.floor(4_000_000 / unit.length));
  const nested = `${'<a xmlns:p="u">'.repeat(28)}${many('<p:b/><b/>')}${'</a>'.repeat(28)}`;
  const hostile = [
    withFields(`<sf:A>${many('&')}</sf:A>`),
    withFields(`<sf:A>${many('&amp;')}</sf:A>`),
    withFields(`<sf:A>${many('<!---->')}</sf:A>`),
    withFields(`<sf:A>${many('<![CDATA[]]>')}</sf:A>`),
    withFields(`<sf:A ${many('a="" ')}></sf:A>`),
    withFields(`<sf:${many('n')}/>`),
    withFields(many('<')),
    anOutboundMessage().replace('<soapenv:Body>', `<soapenv:Header>${nested}</soapenv:Header><soapenv:Body>`),
    `<?xml version="1.0"${many(' ')}`,
    many('\n'),
  ];
  for (const text of hostile) {
    const startedAt = performance.now();
    parse(text);
    expect(performance.now() - startedAt).toBeLessThan(3000);
  }
});

test.each([
  ['an empty element is empty text', '<sf:A></sf:A><sf:B/>', { A: '', B: '' }],
  [
    'a nil element is null',
    '<sf:A xsi:nil="true"/><sf:B xsi:nil="1"></sf:B><sf:C xsi:nil="false"/>',
    { A: null, B: null, C: '' },
  ],
  ['blanks stay', '<sf:A>  a  </sf:A><sf:B> </sf:B>', { A: '  a  ', B: ' ' }],
  ['numbers stay text', '<sf:A>007</sf:A><sf:B>1e5</sf:B><sf:C>+421</sf:C>', { A: '007', B: '1e5', C: '+421' }],
  ['references are resolved once', '<sf:A>&amp;lt;&#xD;&#233;&#x1F600;</sf:A>', { A: '&lt;\ré😀' }],
  ['CDATA and comments may cut a text', '<sf:A>a<![CDATA[<b>&amp;]]><!-- x -->c</sf:A>', { A: 'a<b>&amp;c' }],
  [
    'names of Object.prototype are names',
    '<sf:constructor>x</sf:constructor><sf:toString>y</sf:toString>',
    { constructor: 'x', toString: 'y' },
  ],
])('%s', (_title, inner, expected) => {
  expect(fieldsOf(inner)).toEqual(expected);
});

test.each([
  ['a document type', '<!DOCTYPE a>', 'forbidden-markup'],
  ['a processing instruction', '<?php echo 1 ?>', 'forbidden-markup'],
  ['an undeclared entity', '<sf:A>&nbsp;</sf:A>', 'not-well-formed'],
  ['U+0000 as reference', '<sf:A>&#0;</sf:A>', 'not-well-formed'],
  ['U+0000 itself', '<sf:A>\u0000</sf:A>', 'not-well-formed'],
  ['half a surrogate pair', '<sf:A>&#xD800;</sf:A>', 'not-well-formed'],
  ['"]]>" in text', '<sf:A>]]></sf:A>', 'not-well-formed'],
  ['tags that do not match', '<sf:A></sf:B>', 'not-well-formed'],
  ['an attribute twice', '<sf:A a="1" a="2"/>', 'not-well-formed'],
  ['an attribute twice under two prefixes', '<sf:A xmlns:p="u" xmlns:q="u" p:a="1" q:a="2"/>', 'not-well-formed'],
  ['an attribute without quotes', '<sf:A a=1/>', 'not-well-formed'],
  ['attributes without space between', '<sf:A a="1"b="2"/>', 'not-well-formed'],
  ['"<" in an attribute', '<sf:A a="<"/>', 'not-well-formed'],
  ['two dashes in a comment', '<!-- a -- b -->', 'not-well-formed'],
  ['a prefix that is not declared', '<no:A/>', 'not-well-formed'],
  ['a field of a foreign namespace', '<sf:A xmlns:sf="urn:other"/>', 'not-an-outbound-message'],
  ['a field twice', '<sf:A>1</sf:A><sf:A>2</sf:A>', 'not-an-outbound-message'],
  ['a field with fields', '<sf:A><sf:B/></sf:A>', 'not-an-outbound-message'],
  ['a nil field with text', '<sf:A xsi:nil="true">x</sf:A>', 'not-an-outbound-message'],
])('%s is refused', (_title, inner, reason) => {
  expect(parse(withFields(inner))).toMatchObject({ kind: 'refused', reason });
});

test('a refusal names line and column, and the notifications read before it', () => {
  const [first, second] = [aNotificationId(), aNotificationId()];
  const text = anOutboundMessage({ notifications: [{ id: first }, { id: second, fields: { A: 'x' } }] });
  const refused = parse(text.replace('<sf:A>x</sf:A>', '<sf:A>x</sf:B>'));
  const line = text.split('\n').findIndex((part) => part.includes('<sf:A>')) + 1;
  expect(refused).toEqual({
    kind: 'refused',
    reason: 'not-well-formed',
    detail: 'The end tag of sf:A is missing.',
    place: { line, column: 13 },
    notificationIds: [first],
  });
});

test('prefixes are only names: any others for the same namespaces are read alike', () => {
  const text = anOutboundMessage({ notifications: [{ id: '04l7Q000000014AQAQ' }] });
  const renamed = text
    .replaceAll('soapenv:', 'S:')
    .replaceAll(':soapenv', ':S')
    .replaceAll('sf:', 'x9:')
    .replaceAll(':sf', ':x9')
    .replaceAll('xsi', 'i');
  expect(parse(renamed)).toEqual(parse(text));
});

test('the limits are those given', () => {
  const limits = { ...defaultLimits, maxNotifications: 2, maxFields: 2, maxDepth: 6 };
  const parseWithin = (count: number, names: string[]) =>
    parseOutboundMessage(
      bytesOf(
        anOutboundMessage({
          notifications: Array.from({ length: count }, () => ({
            fields: Object.fromEntries(names.map((name) => [name, 'x'])),
          })),
        }),
      ),
      limits,
    );
  expect(parseWithin(2, ['A', 'B']).kind).toBe('message');
  expect(parseWithin(3, ['A', 'B'])).toMatchObject({ reason: 'notification-count' });
  expect(parseWithin(1, ['A', 'B', 'C'])).toMatchObject({ reason: 'too-complex' });
});
