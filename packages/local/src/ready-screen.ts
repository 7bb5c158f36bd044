import { adminEmail } from './workspace.ts';

export interface ReadyFacts {
  url: string;
  eventSourceUrl: string;
  mailboxUrl: string;
  smsOutboxUrl: string;
  adminPassword: string;
  queueBackend: string;
  homeFolder: string;
  secondsToReady: number;
}

export function readyScreen(facts: ReadyFacts): string {
  const rows = [
    ['Console', facts.url],
    ['  sign in', `${adminEmail}  /  ${facts.adminPassword}`],
    ['Event source', facts.eventSourceUrl],
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
    'Next: send closed cases as Salesforce would, in a second terminal:  npm run demo:send -- --count 20',
    '      then open the e-mails, answer a survey, and watch it in the console. Ctrl-C stops everything.',
    '',
  ].join('\n');
}
