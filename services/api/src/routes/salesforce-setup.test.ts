import { aWsdl } from '@canvass/outbound-message/fixtures';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type Ask, Problem, startTestApi, type TestApi, WithId } from '../testing/test-api.ts';
import { isReachableBySalesforce } from './reachable-url.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const Wsdl = z.object({
  isOwnUrl: z.boolean(),
  objects: z.array(
    z.object({
      name: z.string(),
      fields: z.array(z.object({ name: z.string(), type: z.string(), known: z.string().nullable() })),
    }),
  ),
});
const Files = z.object({ files: z.array(z.object({ path: z.string(), content: z.string() })) });
const Source = z.object({
  id: z.string(),
  url: z.string(),
  objectType: z.string().nullable(),
  fields: z.array(z.object({ name: z.string(), type: z.string(), silentSince: z.string().nullable() })),
});
const Checks = z.object({
  checks: z.array(
    z.object({ code: z.string(), outcome: z.string(), findings: z.array(z.object({ code: z.string() })) }),
  ),
});

async function aSource(ask: Ask, body: object = { name: 'Case closed' }) {
  return (await ask('POST', 'event-sources', { body })).as(Source);
}

test('a WSDL is shown with the types that the event source has, and nothing is saved until its fields are', async () => {
  const { ask } = await api.aTenant();
  const { id, url } = await aSource(ask);
  await ask('PATCH', `event-sources/${id}`, { body: { fields: [{ name: 'Score__c', type: 'currency' }] } });
  const wsdl = (await ask('POST', `event-sources/${id}/wsdl`, { body: { wsdl: aWsdl({ url }) } })).as(Wsdl);
  expect(wsdl.isOwnUrl).toBe(true);
  expect(wsdl.objects[0]?.fields).toContainEqual({
    name: 'Score__c',
    type: 'number',
    known: 'currency',
  });
  expect((await ask('GET', `event-sources/${id}`)).as(Source).fields).toHaveLength(1);

  const fields = wsdl.objects[0]?.fields.map(({ name, type, known }) => ({ name, type: known ?? type }));
  const saved = (await ask('PATCH', `event-sources/${id}`, { body: { objectType: 'Case', fields } })).as(Source);
  expect(saved.objectType).toBe('Case');
  expect(saved.fields.map(({ name, type }) => [name, type])).toContainEqual(['ClosedDate', 'date-time']);
});

test('a file that is no WSDL is refused with the line and the reason', async () => {
  const { ask } = await api.aTenant();
  const { id } = await aSource(ask);
  const wsdl = aWsdl().replace('</types>', '</typos>');
  const refused = await ask('POST', `event-sources/${id}/wsdl`, { body: { wsdl } });
  expect(refused.status).toBe(400);
  expect(refused.as(Problem).errors[0]).toMatchObject({
    pointer: '/wsdl',
    message: expect.stringMatching(/^Line 58, column .*end tag of types is missing/),
  });
});

test('an object is pinned once, fields can be removed', async () => {
  const { ask } = await api.aTenant();
  const { id } = await aSource(ask, { name: 'Cases', objectType: 'Case' });
  expect((await ask('PATCH', `event-sources/${id}`, { body: { objectType: 'Account' } })).status).toBe(400);
  const fields = [{ name: 'A__c', type: 'text' }, { name: 'B__c', type: 'text' }]; // biome-ignore format: a pair
  await ask('PATCH', `event-sources/${id}`, { body: { fields } });
  const left = (await ask('PATCH', `event-sources/${id}`, { body: { removedFields: ['A__c'] } })).as(Source);
  expect(left.fields.map(({ name }) => name)).toEqual(['B__c']);
});

test('the package carries the URL, the object, the fields and the conditions, as a file with a harmless name', async () => {
  const { ask } = await api.aTenant();
  const { id, url } = await aSource(ask, { name: '"../Fermé"\r\n', objectType: 'Case' });
  await ask('PATCH', `event-sources/${id}`, { body: { fields: [{ name: 'IsClosed', type: 'boolean' }] } });
  const conditions = JSON.stringify([{ field: 'IsClosed', operator: 'EqualTo', value: 'true' }]);
  const query = `integrationUser=bot%40acme.example&onlyWhenNewlyMet=true&conditions=${encodeURIComponent(conditions)}`;
  const { files } = (await ask('GET', `event-sources/${id}/metadata-package/files?${query}`)).as(Files);
  expect(files.map(({ path }) => path)).toEqual(['package.xml', 'workflows/Case.workflow', 'flows/Canvass_Ferme.flow']);
  expect(files[1]?.content).toContain(`<endpointUrl>${url}</endpointUrl>`);
  expect(files[2]?.content).toContain('<booleanValue>true</booleanValue>');
  const zip = await ask('GET', `event-sources/${id}/metadata-package?${query}`);
  expect(zip.headers.get('content-type')).toBe('application/zip');
  expect(zip.headers.get('content-disposition')).toBe('attachment; filename="Canvass_Ferme.zip"');
  expect(zip.text.slice(0, 2)).toBe('PK');
});

test('a package is refused while its object is not known, or a condition is not one that Salesforce takes', async () => {
  const { ask } = await api.aTenant();
  const { id } = await aSource(ask);
  const noObject = await ask('GET', `event-sources/${id}/metadata-package?integrationUser=bot@acme.example`);
  expect(noObject.as(Problem).errors[0]?.pointer).toBe('/object');
  const conditions = encodeURIComponent('[{"field":"A","operator":"LessThan","value":"x"}]');
  const query = `integrationUser=bot@acme.example&object=Case&conditions=${conditions}`;
  const wrong = await ask('GET', `event-sources/${id}/metadata-package?${query}`);
  expect(wrong.as(Problem).errors[0]?.pointer).toBe('/conditions/0/operator');
  const broken = await ask('GET', `event-sources/${id}/metadata-package?integrationUser=bot@acme.example&conditions=[`);
  expect(broken.status).toBe(400);
});

test('checks name what is missing on the way, and judge nothing that cannot be seen yet', async () => {
  const { ask } = await api.aTenant();
  const { id } = await aSource(ask);
  await ask('POST', `event-sources/${id}/disable`);
  const { checks } = (await ask('GET', `event-sources/${id}/checks`)).as(Checks);
  expect(Object.fromEntries(checks.map(({ code, outcome }) => [code, outcome]))).toEqual({
    'address-reachable': 'problem',
    'source-enabled': 'problem',
    'messages-arrive': 'unknown',
    'messages-accepted': 'fine',
    'messages-worked-on': 'fine',
    'workflow-on': 'problem',
    'conditions-met': 'unknown',
    'survey-active': 'unknown',
    'email-known': 'unknown',
    'sender-verified': 'unknown',
    'runs-succeed': 'unknown',
  });
});

test('another workspace’s event source has no health, no checks and no package', async () => {
  const { ask } = await api.aTenant();
  const other = await api.aTenant();
  const { id } = await aSource(ask);
  expect(WithId.parse({ id }).id).toBe(id);
  for (const path of ['health', 'checks', 'metadata-package?integrationUser=bot@acme.example&object=Case']) {
    expect((await other.ask('GET', `event-sources/${id}/${path}`)).status).toBe(404);
  }
});

test.each([
  ['https://in.acme.com', true],
  ['https://in.acme.com:8443', true],
  ['https://in.acme.com:81', false],
  ['http://in.acme.com', false],
  ['https://localhost:8080', false],
  ['https://canvass.internal', false],
  ['https://10.1.2.3', false],
])('%s can be called by Salesforce: %s', (url, reachable) => {
  expect(isReachableBySalesforce(url)).toBe(reachable);
});
