import type { Resource } from '../../api/client.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

const fieldTypes: Record<Resource<'EventSourceField'>['type'], string> = {
  id: 'Id',
  text: 'Text',
  number: 'Number',
  currency: 'Currency',
  date: 'Date',
  'date-time': 'Date and time',
  boolean: 'Yes or no',
  'multi-select': 'Multi-select',
  email: 'E-mail',
  phone: 'Phone',
  reference: 'Reference',
};

export const eventSources = {
  title: 'Event sources',
  what: 'event sources',
  whatOne: 'the event source',
  name: 'Name',
  object: 'Object',
  org: 'Salesforce org',
  lastMessage: 'Last message',
  never: 'Never',
  anyObject: 'As the first message says',
  create: 'Create event source',
  createTitle: 'Create an event source',
  createText: 'It gives a URL for one outbound message in Salesforce.',
  namePlaceholder: 'Case closed',
  nameHint: 'What happens in Salesforce, in your words.',
  objectHint: 'Leave empty to take it from the first message.',
  orgHint: '15 or 18 characters. Leave empty to take it from the first message.',
  optional: 'optional',
  created: 'The event source is there. Copy its URL into Salesforce.',
  empty: 'No event sources yet. An event source is the address to which one outbound message of Salesforce is sent.',
  emptyExample: '“Case closed” – org 00D…, object Case – https://…/in/…',
  url: 'Endpoint URL',
  urlName: 'the endpoint URL',
  urlHelp: 'In Salesforce Setup: Outbound Messages → your message → Endpoint URL.',
  previousUrls: 'The previous URL works until',
  state: {
    waiting: 'Waiting for the first message. Send one from Salesforce: its org, object and fields are learned from it.',
    healthy: 'Healthy: last message',
    disabled: 'Disabled: messages are refused. Salesforce keeps each for 24 hours and tries again.',
    rejecting: 'The newest message was not accepted:',
  },
  duplicates: (count: number) =>
    plural(count, {
      one: '# notification came again and was not run twice',
      other: '# notifications came again and were not run twice',
    }),
  tabs: {
    fields: 'Fields',
    health: 'Health',
    rejections: 'Rejections',
    setup: 'Set up in Salesforce',
    settings: 'Settings',
  },
  fieldName: 'Field',
  fieldType: 'Type',
  example: 'Example',
  lastSeen: 'Last seen',
  noFields: 'No fields known yet. They are learned from the first message.',
  fieldTypes,
  disable: 'Disable event source',
  disableTitle: 'Disable this event source?',
  disableText: (name: string) =>
    `Messages to “${name}” are refused from now on, and its workflows start no runs. Salesforce tries each message again for 24 hours: enable it before that and nothing is lost.`,
  disabled: 'The event source is disabled.',
  enable: 'Enable event source',
  enabled: 'The event source accepts messages again.',
  rotate: 'Rotate URL',
  rotateTitle: 'Make a new URL?',
  rotateText:
    'Put the new URL into Salesforce while the old one still works. After that, messages to the old URL are refused.',
  rotateOverlap: 'The old URL works for another',
  hours: (count: number) => plural(count, { one: '# hour', other: '# hours' }),
  days: (count: number) => plural(count, { one: '# day', other: '# days' }),
  atOnce: 'no time: it stops at once',
  rotated: 'The URL is new. Copy it into Salesforce.',
  rotateAbout: 'A new URL, for instance after the old one was seen by someone who should not have it.',
  disableAbout: 'Refuse messages for a while without losing the URL.',
  enableAbout: 'Accept messages again at the same URL.',
};

export const rejections = {
  title: 'Rejections',
  what: 'rejections',
  count: 'Times sent',
  first: 'First',
  head: 'Head of the message, secrets removed',
  showHead: 'Show message',
  hideHead: 'Hide message',
  empty: 'No rejections. A message that reaches one of your URLs and is not accepted shows here with its reason.',
  emptyExample: 'From org 00D…B, but “Case closed” belongs to 00D…A: 14 times, last 2 min ago.',
  emptyOne: 'No rejections: every message to this event source was accepted.',
  unknownReason: 'The message was not accepted.',
  filter: 'Filter rejections',
  reasons: {
    'source-disabled': {
      sentence: 'The event source is disabled.',
      remedy: 'Enable it here, or deactivate the flow or the outbound message in Salesforce.',
    },
    'url-expired': {
      sentence: 'The message was sent to a URL that has been replaced.',
      remedy: 'Put the new URL of this event source into the outbound message in Salesforce.',
    },
    'wrong-organization': {
      sentence: 'The message comes from another Salesforce org.',
      remedy: 'Make an event source of its own for that org: production and each sandbox have their own.',
    },
    'wrong-object': {
      sentence: 'The message is about another object.',
      remedy: 'Make an event source of its own for that object, and use its URL in that outbound message.',
    },
    'object-unknown': {
      sentence: 'The message does not name its object, and the event source has seen none yet.',
      remedy: 'Send a message of the Salesforce org itself first; it names the object.',
    },
    'not-utf-8': {
      sentence: 'The message is not UTF-8.',
      remedy: 'Find what stands between Salesforce and Canvass and changes the message.',
    },
    'not-well-formed': {
      sentence: 'The message is not well-formed XML.',
      remedy: 'Find what stands between Salesforce and Canvass and changes the message; the place is named above.',
    },
    'forbidden-markup': {
      sentence: 'The message has a DTD, an entity declaration or a processing instruction, which SOAP 1.1 forbids.',
      remedy: 'Salesforce never sends these: find out who else knows this URL, and rotate it.',
    },
    'not-an-outbound-message': {
      sentence: 'The request is not an outbound message of Salesforce.',
      remedy: 'Use this URL only as endpoint of an outbound message; for a test, send one of the samples.',
    },
    'organization-missing': {
      sentence: 'The message does not say which Salesforce org it comes from.',
      remedy: 'Send a message of the Salesforce org itself: OrganizationId has 15 or 18 letters and digits.',
    },
    'notification-id-missing': {
      sentence: 'A notification has no valid Id.',
      remedy:
        'Send a message of the Salesforce org itself: each Notification has an Id of 15 or 18 letters and digits.',
    },
    'notification-count': {
      sentence: 'The message does not have 1 to 100 notifications.',
      remedy: 'Salesforce sends 1 to 100: split the message if another program sends it.',
    },
    'mixed-objects': {
      sentence: 'The message mixes several objects.',
      remedy: 'An outbound message has one object: split the message if another program sends it.',
    },
    'conflicting-notifications': {
      sentence: 'The message uses one notification Id for different records.',
      remedy: 'Salesforce gives each notification its own Id: correct the program that sends this.',
    },
    'too-complex': {
      sentence: 'The message is nested too deep, or has too many fields, attributes or too long names.',
      remedy: 'Select fewer fields in the outbound message.',
    },
    'too-large': {
      sentence: 'The message is larger than allowed.',
      remedy: 'Select fewer long text fields in the outbound message, or raise MAX_BODY_BYTES of the ingress.',
    },
    'unsupported-encoding': {
      sentence: 'The content encoding of the request is not known, or its compressed data is damaged.',
      remedy: 'Send the message plain or compressed with gzip.',
    },
  },
};
