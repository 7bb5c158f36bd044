export const jsonEvents = {
  kind: 'What sends',
  kinds: {
    salesforce: {
      name: 'Salesforce outbound message',
      about: 'A flow sends SOAP messages; Salesforce repeats them for 24 hours.',
    },
    json: {
      name: 'JSON over HTTPS',
      about: 'A Flow HTTP callout, a shop, a script: anything that can send a request.',
    },
  },
  scheme: 'How senders show that they may send',
  schemes: {
    bearer: { name: 'Token', about: 'A header with each request. Right for Salesforce Flow and for most systems.' },
    hmac: { name: 'Signature', about: 'HMAC over each request (Standard Webhooks). The key never travels.' },
  },
  namePlaceholder: 'Order delivered',
  nameHint: 'What happens in the other system, in your words.',
  created: 'The event source is there. Send it an event.',
  secretTitle: { bearer: 'Copy the token now', hmac: 'Copy the key now' },
  secretText:
    'It is shown this once. Keep it where the sender keeps its secrets; if it gets lost, make a new one under Settings.',
  secretName: { bearer: 'the token', hmac: 'the key' },
  secretKept: 'I have copied it',
  url: 'URL for events',
  urlName: 'the URL',
  urlHelp: 'Events are sent here with POST, as JSON, with the token or a signature.',
  waiting: 'Waiting for the first event. Send one as “Send events” shows: its fields are learned from it.',
  disabled: 'Disabled: events are refused. Whether they come again is up to the sender.',
  setupTab: 'Send events',
  kindFact: 'JSON over HTTPS',
  listenText: 'Send one event. It appears here by itself: names, types and values.',
  typeText: 'When nothing is sent yet: workflows can be built with them.',
  send: 'Send an event',
  sendText: {
    bearer: 'Ready to run: put the token into the environment variable CANVASS_TOKEN first.',
    hmac: 'Ready to run: put the key into the environment variable CANVASS_KEY first.',
  },
  example: (language: string) => `the example for ${language}`,
  rules: 'What happens with it',
  ruleList: [
    'One object is one event; an array is a batch of up to 1,000.',
    '202 means that everything is stored, with the ids. Anything else says what, where and how to mend it.',
    'Send again after 429, 503 or no answer, with the same key: what is known already runs once.',
    'Nested objects become fields with dots (customer.email); lists of plain values become multi-select.',
  ],
  flow: 'From a Salesforce flow',
  flowText:
    'With an HTTP callout, where an outbound message will not do: other fields, related records, values that the flow computes.',
  flowNeedsToken:
    'A flow cannot sign. Add a token under Settings: it is taken besides the key for as long as the overlap.',
  steps: {
    external: 'Setup → Named Credentials → External Credentials → New, with the name below and the protocol Custom.',
    principal:
      'In it, Principals → New: a Named Principal with an authentication parameter named token. Its value is the token of this event source.',
    header: 'In it, Custom Headers → New: name Authorization, with this value.',
    permission:
      'Permission Sets → yours → External Credential Principal Access: enable it, and assign the set to everybody whose changes start the flow.',
    named:
      'Named Credentials → New, with this URL and the external credential. Tick “Allow Formulas in HTTP Header”, untick “Generate Authorization Header”.',
    create:
      'Flows → New Flow → Record-Triggered Flow. Choose object, trigger and conditions, and tick the path that runs asynchronously: only there are callouts allowed.',
    action:
      'On that path, add an Action → Create HTTP Callout, choose the named credential, the method POST and this URL path.',
    request: 'Provide a sample request: the fields that surveys and conditions need.',
    response: 'Provide a sample response.',
    values:
      'Fill the fields in the action. For the key of the event, use this: it is another one each time the flow runs.',
    activate:
      'Save and activate, and change a record. The line at the top of this page turns to Healthy within seconds.',
  },
  boxes: {
    credential: 'the name of the external credential',
    header: 'the value of the header',
    origin: 'the URL of the named credential',
    path: 'the URL path',
    request: 'the sample request',
    response: 'the sample response',
    key: 'the key of the event',
  },
  secrets: 'Tokens and keys',
  secretsAbout: 'Make a new one when somebody leaves or it was seen; the old one goes on for the time you choose.',
  replace: 'Make a new secret',
  replaceTitle: 'Make a new token or key?',
  replaceText:
    'Put it into the sender while the old one still works. After that, requests with the old one are refused.',
  overlap: 'The old one works for another',
  endsWith: (hint: string) => `ends in ${hint}`,
  since: 'since',
  until: 'works until',
  places: 'Where the ids are',
  placesAbout: 'JSON Pointers into an event. Empty means the usual places.',
  keyPlace: 'Idempotency key',
  keyUsual: 'Header Idempotency-Key, or /idempotencyKey, or /eventId',
  recordPlace: 'Record id',
  recordUsual: '/recordId, /Id or /id',
  savePlaces: 'Save places',
  placesSaved: 'The places are saved.',
  rotated: 'The URL is new. Put it into the sender.',
};
