import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { salesforceIdKey } from '@canvass/domain';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parseOutboundMessage } from './parse-outbound-message.ts';

const folder = process.env.CANVASS_SAMPLES;
const Expected = z.record(
  z.string(),
  z.object({
    organizationId15: z.string(),
    notifications: z.number(),
    distinctIds: z.number(),
    note: z.string().optional(),
    rows: z.array(
      z.object({
        id: z.string(),
        object: z.string().nullable(),
        fields: z.record(z.string(), z.string().nullable()),
      }),
    ),
  }),
);

function parse(name: string) {
  return parseOutboundMessage(readFileSync(join(folder ?? '', name)));
}

describe.skipIf(folder === undefined)('the collection of real and hostile messages', () => {
  const expected =
    folder === undefined ? {} : Expected.parse(JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')));

  test.each(Object.entries(expected))('%s is read as an independent parser reads it', (name, values) => {
    const message = parse(name);
    if (message.kind === 'refused') throw new Error(`${message.reason}: ${message.detail}`);
    expect(salesforceIdKey(message.organizationId)).toBe(values.organizationId15);
    expect(message.notifications).toHaveLength(values.notifications);
    expect(new Set(message.notifications.map(({ id }) => salesforceIdKey(id))).size).toBe(values.distinctIds);
    const read = message.notifications.map(({ id, fields }) => ({ id, object: message.objectType, fields }));
    expect(values.note === 'first and last only' ? [read.at(0), read.at(-1)] : read).toEqual(values.rows);
    expect(JSON.stringify(message)).not.toContain('DUMMY_SESSION_ID_REMOVED');
  });

  test('every file of the collection that should be accepted is in the list', () => {
    const files = ['', 'variants'].flatMap((part) =>
      readdirSync(join(folder ?? '', part))
        .filter((name) => name.endsWith('.xml') && !name.startsWith('refuse-'))
        .map((name) => join(part, name)),
    );
    expect(files.toSorted()).toEqual(Object.keys(expected).toSorted());
  });

  // Those named by the event source's pin (refuse-other-org, refuse-other-object, organization-id-other-case) are the ingress's.
  const refused: Record<string, string> = {
    'variants/refuse-bare-notifications.xml': 'not-an-outbound-message',
    'variants/refuse-no-outbound-namespace.xml': 'not-an-outbound-message',
    'hostile/billion-laughs.xml': 'forbidden-markup',
    'hostile/quadratic-blowup.xml': 'forbidden-markup',
    'hostile/external-entity-file.xml': 'forbidden-markup',
    'hostile/external-entity-http-parameter.xml': 'forbidden-markup',
    'hostile/external-dtd.xml': 'forbidden-markup',
    'hostile/harmless-doctype.xml': 'forbidden-markup',
    'hostile/deep-nesting.xml': 'not-an-outbound-message',
    'hostile/huge-attribute.xml': 'too-complex',
    'hostile/huge-element-name.xml': 'too-complex',
    'hostile/many-attributes.xml': 'too-complex',
    'hostile/many-fields.xml': 'too-complex',
    'hostile/truncated.xml': 'not-well-formed',
    'hostile/mismatched-tags.xml': 'not-well-formed',
    'hostile/two-roots.xml': 'not-well-formed',
    'hostile/undeclared-prefix.xml': 'not-well-formed',
    'hostile/wrong-root.xml': 'not-an-outbound-message',
    'hostile/soap-fault.xml': 'not-an-outbound-message',
    'hostile/acknowledgement-sent-back.xml': 'not-an-outbound-message',
    'hostile/json-body.xml': 'not-well-formed',
    'hostile/form-body.xml': 'not-well-formed',
    'hostile/empty.xml': 'not-well-formed',
    'hostile/whitespace-only.xml': 'not-well-formed',
    'hostile/101-notifications.xml': 'notification-count',
    'hostile/no-notification.xml': 'notification-count',
    'hostile/missing-organization-id.xml': 'organization-missing',
    'hostile/empty-organization-id.xml': 'organization-missing',
    'hostile/two-organization-ids.xml': 'organization-missing',
    'hostile/missing-notification-id.xml': 'notification-id-missing',
    'hostile/missing-notification-id-in-one-of-three.xml': 'notification-id-missing',
    'hostile/malformed-notification-id.xml': 'notification-id-missing',
    'hostile/duplicate-ids-different-records.xml': 'conflicting-notifications',
    'hostile/mixed-objects.xml': 'mixed-objects',
    'hostile/nested-field.xml': 'not-an-outbound-message',
    'hostile/repeated-field.xml': 'not-an-outbound-message',
    'hostile/prototype-pollution.xml': 'not-an-outbound-message',
    'hostile/foreign-namespace-look-alike.xml': 'not-an-outbound-message',
    'hostile/second-notifications-in-body.xml': 'not-an-outbound-message',
    'hostile/control-characters.xml': 'not-well-formed',
    'hostile/xml-1.1.xml': 'not-well-formed',
    'hostile/raw-control-characters.xml': 'not-well-formed',
    'hostile/invalid-utf-8.xml': 'not-utf-8',
    'hostile/latin-1-declared.xml': 'not-utf-8',
    'hostile/utf-16-le-with-bom.xml': 'not-utf-8',
    'hostile/utf-16-be-without-bom.xml': 'not-utf-8',
    'hostile/utf-7-declared.xml': 'not-utf-8',
    'hostile/xinclude.xml': 'not-an-outbound-message',
  };
  // The bomb is the ingress's too: it ends the inflating.
  const notRefusedHere = [
    'hostile/missing-record-id.xml',
    'hostile/organization-id-other-case.xml',
    'hostile/gzip-bomb.xml.gz',
  ];

  test.each(Object.entries(refused))('%s is refused as %s within milliseconds', (name, reason) => {
    const startedAt = performance.now();
    const message = parse(name);
    expect(performance.now() - startedAt).toBeLessThan(250);
    expect(message).toMatchObject({ kind: 'refused', reason });
    expect(JSON.stringify(message)).not.toContain('DUMMY_SESSION_ID_REMOVED');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  test('every hostile file is in one of the lists', () => {
    const files = readdirSync(join(folder ?? '', 'hostile')).map((name) => `hostile/${name}`);
    const known = [...Object.keys(refused).filter((name) => name.startsWith('hostile/')), ...notRefusedHere];
    expect(files.toSorted()).toEqual(known.toSorted());
  });

  test('a record without Id has no record id', () => {
    const message = parse('hostile/missing-record-id.xml');
    expect(message).toMatchObject({ kind: 'message', notifications: [{ recordId: null }] });
  });
});
