import type { Resource } from '../../api/client.ts';
import { pluralIn } from '../plural.ts';
import { rejectionReasons } from './rejection-reasons.gen.ts';

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
  previousUrls: 'The previous URL stops working',
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
    test: 'Test',
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
  guard: {
    saved: 'Who may send is saved.',
    addresses: 'Allowed addresses',
    addressesAbout:
      'Refuse what comes from anywhere else; it shows under Rejections. Salesforce publishes its ranges (“Salesforce IP addresses and domains to allow”) and changes them: put in those of your instance, and look again when they change.',
    networks: 'Addresses or networks',
    networksHint: 'One a line; empty allows all. Behind a proxy, TRUSTED_PROXY_HOPS of the ingress has to be set.',
    saveAddresses: 'Save addresses',
    certificate: 'Client certificate',
    certificateAbout:
      'For a proxy that asks senders for a certificate (mutual TLS) and passes it on in a header. Only the trusted proxy is believed.',
    header: 'Header',
    headerHint:
      'As your proxy names it: ssl-client-subject-dn (nginx), x-forwarded-client-cert (Envoy). Empty asks for none.',
    expects: 'What is compared',
    kinds: { subject: 'Subject', fingerprint: 'Fingerprint' },
    saveCertificate: 'Save certificate',
  },
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
  reasons: rejectionReasons,
};
