import { adminEmail } from './workspace.ts';

export interface ReadyFacts {
  url: string;
  /** Null = an empty workspace. */
  eventSourceUrl: string | null;
  mailboxUrl: string;
  smsOutboxUrl: string;
  adminPassword: string;
  queueBackend: string;
  homeFolder: string;
  secondsToReady: number;
}

const nextWithDemo = [
  'Next: send closed cases as Salesforce would, in a second terminal:  npm run demo:send -- --count 20',
  '      then open the e-mails, answer a survey, and watch it in the console. Ctrl-C stops everything.',
];
const nextWhenEmpty = [
  'Next: sign in and follow the three steps on Home (docs/first-workflow.md). Where it asks for a message from Salesforce,',
  '      send one in a second terminal:  npm run demo:send -- --count 1 --url <the URL of the event source>',
  '      Ctrl-C stops everything.',
];

export function readyScreen(facts: ReadyFacts): string {
  const rows = [
    ['Console', facts.url],
    ['  sign in', `${adminEmail}  /  ${facts.adminPassword}`],
    ...(facts.eventSourceUrl === null ? [] : [['Event source', facts.eventSourceUrl]]),
    ['E-mails sent', facts.mailboxUrl],
    ['Texts sent', facts.smsOutboxUrl],
    ['Data and logs', facts.homeFolder],
  ];
  return [
    '',
    `Canvass is ready (${facts.secondsToReady.toFixed(1)} s; queues on ${facts.queueBackend}).`,
    '',
    ...rows.map(([label, value]) => `  ${(label ?? '').padEnd(15)}${value}`),
    '',
    ...(facts.eventSourceUrl === null ? nextWhenEmpty : nextWithDemo),
    '',
  ].join('\n');
}
