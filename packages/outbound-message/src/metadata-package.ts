import { strToU8, zipSync } from 'fflate';
import { toDeveloperName } from './developer-name.ts';
import { type MetadataElement, metadataFile } from './metadata-xml.ts';
import type { EntryCondition, PackageRequest, RecordTrigger } from './package-request.ts';

/** Flows call outbound messages from version 53 on. */
const apiVersion = '60.0';
const longestLabel = 80;
/** The same request gives the same bytes: a ZIP cannot say less than 1980. */
const zipTime = new Date(1980, 0, 1);

export interface PackageFile {
  readonly path: string;
  readonly content: string;
}

/**
 * A deployable package in metadata format (Metadata API Developer Guide: `WorkflowOutboundMessage`, `Flow`, `package.xml`):
 * an outbound message, the record-triggered flow that sends it, and the list of both. `packageProblems` comes first.
 */
export function metadataPackage(request: PackageRequest): PackageFile[] {
  const name = toDeveloperName(request.name);
  return [
    { path: 'package.xml', content: manifest(name, request) },
    { path: `workflows/${request.object}.workflow`, content: outboundMessage(name, request) },
    { path: `flows/${name}.flow`, content: flow(name, request) },
  ];
}

/** The package as a ZIP with `package.xml` at its root, as Workbench and `sf project deploy` take it. */
export function zipPackage(files: readonly PackageFile[]): Uint8Array {
  return zipSync(Object.fromEntries(files.map(({ path, content }) => [path, strToU8(content)])), { mtime: zipTime });
}

function manifest(name: string, { object }: PackageRequest): string {
  const type = (member: string, kind: string): MetadataElement => ['types', [['members', member], ['name', kind]]]; // biome-ignore format: a pair
  return metadataFile('Package', [
    type(`${object}.${name}`, 'WorkflowOutboundMessage'),
    type(name, 'Flow'),
    ['version', apiVersion],
  ]);
}

function outboundMessage(name: string, request: PackageRequest): string {
  const fields = [...new Set([...request.fields, 'Id'])].toSorted();
  return metadataFile('Workflow', [
    [
      'outboundMessages',
      [
        ['fullName', name],
        ['apiVersion', apiVersion],
        ['description', 'Sends records to Canvass'],
        ['endpointUrl', request.endpointUrl],
        ...fields.map((field): MetadataElement => ['fields', field]),
        ['includeSessionId', 'false'],
        ['integrationUser', request.integrationUser],
        ['name', label(request)],
        ['protected', 'false'],
        ['useDeadLetterQueue', 'false'],
      ],
    ],
  ]);
}

const recordTriggerTypes: Record<RecordTrigger, string> = {
  created: 'Create',
  updated: 'Update',
  both: 'CreateAndUpdate',
};

function flow(name: string, request: PackageRequest): string {
  const message = `${request.object}.${name}`;
  const step = 'Send_to_Canvass';
  const newlyMet: MetadataElement[] = request.onlyWhenNewlyMet
    ? [['doesRequireRecordChangedToMeetCriteria', 'true']]
    : [];
  const filters: MetadataElement[] =
    request.conditions.length === 0
      ? []
      : [['filterLogic', request.match === 'all' ? 'and' : 'or'], ...request.conditions.map(filter)];
  return metadataFile('Flow', [
    [
      'actionCalls',
      [
        ['name', step],
        ['label', 'Send to Canvass'],
        ['locationX', '176'],
        ['locationY', '287'],
        ['actionName', message],
        ['actionType', 'outboundMessage'],
        ['flowTransactionModel', 'CurrentTransaction'],
        ['nameSegment', message],
      ],
    ],
    ['apiVersion', apiVersion],
    ['environments', 'Default'],
    ['interviewLabel', `${name} {!$Flow.CurrentDateTime}`],
    ['label', label(request)],
    ['processType', 'AutoLaunchedFlow'],
    [
      'start',
      [
        ['locationX', '50'],
        ['locationY', '0'],
        ['connector', [['targetReference', step]]],
        ...newlyMet,
        ...filters,
        ['object', request.object],
        ['recordTriggerType', recordTriggerTypes[request.trigger]],
        ['triggerType', 'RecordAfterSave'],
      ],
    ],
    ['status', request.active ? 'Active' : 'Draft'],
  ]);
}

function filter(condition: EntryCondition): MetadataElement {
  return [
    'filters',
    [
      ['field', condition.field],
      ['operator', condition.operator],
      ['value', [[valueElement(condition), condition.value]]],
    ],
  ];
}

/** Which part of `FlowElementReferenceOrValue` carries the value. */
function valueElement({ operator, type }: EntryCondition): string {
  if (operator === 'IsNull' || operator === 'IsChanged' || type === 'boolean') return 'booleanValue';
  if (type === 'number' || type === 'currency') return 'numberValue';
  if (type === 'date') return 'dateValue';
  return type === 'date-time' ? 'dateTimeValue' : 'stringValue';
}

/** The event source's name on one line, as short as Salesforce wants it. */
function label({ name }: PackageRequest): string {
  const plain = name.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return [...(plain === '' ? 'Canvass' : `Canvass: ${plain}`)].slice(0, longestLabel).join('').trimEnd();
}
