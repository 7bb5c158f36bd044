import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { toDeveloperName } from './developer-name.ts';
import { metadataPackage, zipPackage } from './metadata-package.ts';
import { entryOperators, type PackageRequest, packageProblems, recordTriggers } from './package-request.ts';

const closedCases: PackageRequest = {
  name: 'Case closed',
  endpointUrl: 'https://canvass.example.com/in/token',
  object: 'Case',
  fields: ['Subject', 'CaseNumber'],
  trigger: 'both',
  match: 'all',
  conditions: [{ field: 'IsClosed', operator: 'EqualTo', value: 'true', type: 'boolean' }],
  onlyWhenNewlyMet: true,
  integrationUser: 'integration@acme.example',
  active: false,
};

/** The names of the elements below a path, in the order in which they stand. */
function orderOf(xml: string, ...path: string[]): string[] {
  const ordered: unknown = new XMLParser({ preserveOrder: true, parseTagValue: false }).parse(xml);
  const names = (nodes: unknown, rest: string[]): string[] => {
    if (!Array.isArray(nodes)) return [];
    const [next, ...deeper] = rest;
    if (next === undefined) return [...new Set(nodes.flatMap((node) => Object.keys(node)))];
    return nodes.filter((node) => next in node).flatMap((node) => names(node[next], deeper));
  };
  return names(ordered, path);
}

const file = (request: PackageRequest, path: string) =>
  metadataPackage(request).find((one) => one.path === path)?.content ?? '';

test('the flow calls the message that the same package carries, and both are listed', () => {
  const [manifest, , flow] = metadataPackage(closedCases);
  expect(manifest?.content).toContain('<members>Case.Canvass_Case_closed</members>');
  expect(manifest?.content).toContain('<members>Canvass_Case_closed</members>');
  expect(flow?.path).toBe('flows/Canvass_Case_closed.flow');
  expect(flow?.content).toContain('<actionName>Case.Canvass_Case_closed</actionName>');
});

test('elements stand in the order that the Metadata API documents', () => {
  const message = file(closedCases, 'workflows/Case.workflow');
  expect(orderOf(message, 'Workflow', 'outboundMessages')).toEqual([
    'fullName',
    'apiVersion',
    'description',
    'endpointUrl',
    'fields',
    'includeSessionId',
    'integrationUser',
    'name',
    'protected',
    'useDeadLetterQueue',
  ]);
  const flow = file(closedCases, 'flows/Canvass_Case_closed.flow');
  expect(orderOf(flow, 'Flow')).toEqual([
    'actionCalls',
    'apiVersion',
    'environments',
    'interviewLabel',
    'label',
    'processType',
    'start',
    'status',
  ]);
  expect(orderOf(flow, 'Flow', 'start')).toEqual([
    'locationX',
    'locationY',
    'connector',
    'doesRequireRecordChangedToMeetCriteria',
    'filterLogic',
    'filters',
    'object',
    'recordTriggerType',
    'triggerType',
  ]);
});

test('without conditions the flow has no filter, and Id is sent once', () => {
  const request: PackageRequest = {
    ...closedCases,
    conditions: [],
    onlyWhenNewlyMet: false,
    fields: ['Id'],
    trigger: 'created',
  };
  expect(file(request, 'flows/Canvass_Case_closed.flow')).not.toMatch(/filter|doesRequire/);
  expect(file(request, 'workflows/Case.workflow').match(/<fields>/g)).toHaveLength(1);
});

test.each([
  ['number', '12.5', 'numberValue'],
  ['date', '2026-03-31', 'dateValue'],
  ['date-time', '2026-03-31T09:00:00Z', 'dateTimeValue'],
  ['text', 'A & B', 'stringValue'],
] as const)('a %s is compared by its own kind of value', (type, value, element) => {
  const conditions = [{ field: 'X__c', operator: 'EqualTo', value, type }] as const;
  const flow = file({ ...closedCases, conditions }, 'flows/Canvass_Case_closed.flow');
  expect(flow).toContain(`<${element}>${value.replace('&', '&amp;')}</${element}>`);
});

test.each([
  [{ object: '../Case' }, '/object'],
  [{ fields: ['Owner.Name'] }, '/fields'],
  [{ conditions: [] }, '/onlyWhenNewlyMet'],
  [{ trigger: 'created' }, '/onlyWhenNewlyMet'],
  [{ conditions: [{ field: 'A', operator: 'IsChanged', value: 'true', type: 'text' }] }, '/onlyWhenNewlyMet'],
  [{ conditions: [{ field: 'A', operator: 'EqualTo', value: 'yes', type: 'boolean' }] }, '/conditions/0/value'],
  [{ conditions: [{ field: 'A', operator: 'Contains', value: '1', type: 'number' }] }, '/conditions/0/operator'],
  [{ conditions: [{ field: 'A', operator: 'LessThan', value: '1', type: 'text' }] }, '/conditions/0/operator'],
] satisfies [Partial<PackageRequest>, string][])('%o is refused before Salesforce refuses it', (change, pointer) => {
  expect(packageProblems({ ...closedCases, ...change })).toMatchObject([{ pointer }]);
});

test('a sound request has no problem', () => {
  expect(packageProblems(closedCases)).toEqual([]);
});

const anyText = fc.string({ unit: 'binary', maxLength: 300 });
const aRequest = fc.record({
  name: anyText,
  endpointUrl: fc.webUrl({ withQueryParameters: true }),
  object: fc.stringMatching(/^[A-Za-z]\w{0,40}$/),
  fields: fc.array(fc.stringMatching(/^[A-Za-z]\w{0,40}$/), { maxLength: 8 }),
  trigger: fc.constantFrom(...recordTriggers),
  match: fc.constantFrom('all' as const, 'any' as const),
  conditions: fc.array(
    fc.record({
      field: fc.stringMatching(/^[A-Za-z]\w{0,40}$/),
      operator: fc.constantFrom(...entryOperators),
      value: anyText,
      type: fc.constantFrom('text' as const, 'phone' as const),
    }),
    { maxLength: 5 },
  ),
  onlyWhenNewlyMet: fc.boolean(),
  integrationUser: anyText,
  active: fc.boolean(),
});

test('whatever is typed in, every file is well-formed and the ZIP holds exactly these', () => {
  fc.assert(
    fc.property(aRequest, (request) => {
      const files = metadataPackage(request);
      for (const { content } of files) expect(XMLValidator.validate(content)).toBe(true);
      const unzipped = unzipSync(zipPackage(files));
      expect(Object.entries(unzipped).map(([path, bytes]) => ({ path, content: strFromU8(bytes) }))).toEqual(files);
      for (const { path } of files)
        expect(path).toMatch(/^(?:package\.xml|workflows\/\w+\.workflow|flows\/\w+\.flow)$/);
    }),
  );
});

test('every name is one that Salesforce takes', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const name = toDeveloperName(text);
      expect(name).toMatch(/^[A-Za-z](?!.*__)\w*$/);
      expect(name).not.toMatch(/_$/);
      expect(name.length).toBeLessThanOrEqual(80);
    }),
  );
  expect(toDeveloperName('Účet – nový 100%')).toBe('Canvass_Ucet_novy_100');
});

test('what was typed in is read back as it was', () => {
  const flow = file(
    { ...closedCases, conditions: [{ field: 'A', operator: 'EqualTo', value: `<a> & "b" 'c' ]]>`, type: 'text' }] },
    'flows/Canvass_Case_closed.flow',
  );
  const parsed = new XMLParser({ htmlEntities: true }).parse(flow);
  expect(parsed.Flow.start.filters.value.stringValue).toBe(`<a> & "b" 'c' ]]>`);
});
