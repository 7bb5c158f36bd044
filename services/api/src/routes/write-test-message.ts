import { randomBytes } from 'node:crypto';
import type { EventSourceReport } from '@canvass/database';
import { toSalesforceId18 } from '@canvass/domain';
import { writeMessage } from '@canvass/outbound-message';
import { ProblemError } from '../http/problem-error.ts';
import { jsonEvent } from './json-event.ts';

export interface TestMessage {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface TestValues {
  readonly objectType?: string | undefined;
  readonly fields: Readonly<Record<string, string | null>>;
}

type Source = Pick<EventSourceReport, 'kind' | 'organizationId' | 'objectType' | 'keyPointer' | 'fields'>;

/** Says that the message comes from no org; no org has this id. */
const noOrganization = '00D000000000000EAA';
const noAction = '04k000000000000AAA';

/** What a sender of this event source would send of these values, with a key that never came before. */
export function writeTestMessage(source: Source, values: TestValues): TestMessage {
  return source.kind === 'json' ? writeEvent(source, values) : writeSoap(source, values);
}

function writeSoap({ organizationId, objectType }: Source, values: TestValues): TestMessage {
  const object = objectType ?? values.objectType;
  if (object === undefined) {
    const message = 'The event source knows no object yet: say which one the message is about.';
    throw new ProblemError('invalid-request', { places: [{ pointer: '/objectType', message }] });
  }
  const org = {
    organizationId: organizationId ?? noOrganization,
    actionId: noAction,
    objectType: object,
    host: 'test.invalid',
    apiVersion: '66.0',
  };
  const fields = { ...values.fields, Id: values.fields.Id || someId('000') };
  return {
    body: writeMessage(org, [{ id: someId('04l'), fields }]),
    headers: { 'Content-Type': 'text/xml; charset=utf-8', SOAPAction: '""' },
  };
}

function writeEvent({ keyPointer, fields: catalogue }: Source, { fields }: TestValues): TestMessage {
  const key = `test-${crypto.randomUUID()}`;
  const types = new Map(catalogue.map(({ name, type }) => [name, type]));
  const keyField = keyPointer?.slice(1).replaceAll('/', '.');
  const event = jsonEvent(keyField === undefined ? fields : { ...fields, [keyField]: key }, types);
  return {
    body: JSON.stringify(event),
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
  };
}

/** An id in Salesforce's form, “TEST” in it for whoever reads it. */
function someId(prefix: string): string {
  const letters = randomBytes(8).toString('hex').slice(0, 8);
  return toSalesforceId18(`${prefix}TEST${letters}`);
}
