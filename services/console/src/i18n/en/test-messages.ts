import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

export const testMessages = {
  title: 'Send a test message',
  about: {
    salesforce:
      'Canvass writes a message as Salesforce would and sends it to this event source by the same way. Nothing is learned from it: org, object and fields stay as they are.',
    json: 'Canvass writes an event as your system would and sends it to this event source by the same way, without its token. Nothing is learned from it.',
  },
  starts: (count: number) =>
    plural(count, {
      one: '# workflow of this event source is on: it runs with these values and really sends. Put in an address of your own.',
      other:
        '# workflows of this event source are on: they run with these values and really send. Put in an address of your own.',
    }),
  startsNothing:
    'No workflow of this event source is on, so nothing is sent. The message is stored, and can be tried in a workflow’s test run.',
  object: 'Object',
  objectHint: 'The event source knows none yet.',
  values: 'Values',
  valuesHint: 'An empty value is a field that is empty in the record.',
  valueOf: (name: string) => `Value of ${name}`,
  addField: 'Add field',
  fieldName: 'Field name',
  fieldValue: 'Value',
  removeField: (name: string) => `Leave out ${name || 'this field'}`,
  send: 'Send test message',
  resultsTitle: 'What became of it',
  newest: 'Test messages',
  none: 'No test message yet. What becomes of one shows here, step by step.',
  notKnown: 'On its way.',
  accepted: 'Accepted and stored.',
  rejected: 'Not accepted.',
  putOff: 'Not taken now: the ingress has too much in hand. Send it again in a moment.',
  unreachable: (detail: string) =>
    `The message did not reach the ingress (${detail}). Whoever runs Canvass sets INGRESS_INTERNAL_URL of the API to an address at which it reaches the ingress.`,
  working: 'Looking for workflows that it starts…',
  noRun: 'It started no run: no workflow was on.',
  openRun: 'Open the run',
  tryIt: 'Send a test message instead',
};
