import { anOrganizationId, anOutboundMessage } from '@canvass/outbound-message/fixtures';
import { eventually } from '@canvass/test-support';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { guessFieldType } from './guess-field-type.ts';
import { aSource, post, startIngress, type TestIngress, type TestSource } from './testing/start-ingress.ts';

const pinned = { organizationId: anOrganizationId, objectType: 'Case' };
let ingress: TestIngress;
beforeAll(async () => {
  ingress = await startIngress();
});
afterAll(() => ingress[Symbol.asyncDispose]());

async function fieldsOf(source: TestSource): Promise<Record<string, [string, string | null]>> {
  const { rows } = await ingress.pool.query(
    'select name, type, example from event_source_fields where event_source_id = $1',
    [source.id],
  );
  return Object.fromEntries(rows.map((row) => [row.name, [row.type, row.example]]));
}

function send(source: TestSource, ...records: Record<string, string | null>[]) {
  const notifications = records.map((fields) => ({ fields }));
  return post(ingress.urlOf(source.token), anOutboundMessage({ notifications }));
}

test('the catalogue learns names, types and an example from what arrives', async () => {
  const source = await aSource(ingress.pool, pinned);
  await send(
    source,
    { Id: '5007Q0000000MtOQAU', IsClosed: 'true', Amount__c: '45000.0', Later__c: null },
    { Zip__c: '04001', ClosedDate: '2026-11-23T10:15:00.000Z', Note: 'é'.repeat(300) },
  );
  await eventually(async () => Object.keys(await fieldsOf(source)).length === 7);
  expect(await fieldsOf(source)).toEqual({
    Id: ['id', '5007Q0000000MtOQAU'],
    IsClosed: ['boolean', 'true'],
    Amount__c: ['number', '45000.0'],
    Later__c: ['text', null],
    Zip__c: ['text', '04001'],
    ClosedDate: ['date-time', '2026-11-23T10:15:00.000Z'],
    Note: ['text', 'é'.repeat(200)],
  });
  const { rows } = await ingress.pool.query('select last_message_at from event_sources where id = $1', [source.id]);
  expect(rows[0].last_message_at).not.toBeNull();
});

test('a guess becomes better with the first value and text when values disagree; what was said stays', async () => {
  const source = await aSource(ingress.pool, pinned);
  await ingress.pool.query(
    `insert into event_source_fields (event_source_id, workspace_id, name, type) values ($1, $2, 'Price', 'currency')`,
    [source.id, source.workspaceId],
  );
  await send(source, { Empty: null, Mixed: '7', Price: '1.0' });
  await eventually(async () => (await fieldsOf(source)).Mixed?.[1] === '7');
  await send(source, { Empty: '2026-01-01', Mixed: 'seven', Price: 'x' });
  await eventually(async () => (await fieldsOf(source)).Mixed?.[1] === 'seven');
  expect(await fieldsOf(source)).toEqual({
    Empty: ['date', '2026-01-01'],
    Mixed: ['text', 'seven'],
    Price: ['currency', 'x'],
  });
});

test.each([
  ['IsClosed', 'true', 'boolean'],
  ['Name', 'True', 'text'],
  ['CloseDate', '2026-11-23', 'date'],
  ['CreatedDate', '2026-11-23T10:15:00.000Z', 'date-time'],
  ['ContactId', '0037Q0000000K25QAE', 'id'],
  ['Account__c', '0017Q0000000K25QAE', 'text'],
  ['ContactEmail', 'mira.okafor@example.com', 'email'],
  ['Phone', '01 23 45 67 89', 'phone'],
  ['Contact__c', '+421995555', 'phone'],
  ['Amount', '1100.0', 'number'],
  ['Amount', '1.0E7', 'number'],
  ['CaseNumber', '10001027', 'text'],
  ['BillingPostalCode', '75001', 'text'],
  ['Level__c', '0042', 'text'],
  ['Score__c', '-3', 'number'],
])('%s with %s looks like %s', (name, value, type) => {
  expect(guessFieldType(name, value)).toBe(type);
});
