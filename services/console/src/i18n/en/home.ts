import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

export const home = {
  title: 'Home',
  what: 'today’s figures',
  notifications: (count: number) => plural(count, { one: '# notification', other: '# notifications' }),
  sent: (count: number) => plural(count, { one: '# survey sent', other: '# surveys sent' }),
  answers: (count: number) => plural(count, { one: '# answer', other: '# answers' }),
  needYou: (count: number) => plural(count, { one: '# needs you', other: '# need you' }),
  today: (facts: string) => `Today: ${facts}.`,
  capped: 'Large counts stop at their bound: there are more.',
  nothingNeedsYou: 'Nothing needs you.',
  needsYou: 'Needs you',
  cause: {
    'failed-task': (count: number, sentence: string) =>
      `${plural(count, { one: '# run failed', other: '# runs failed' })}: ${sentence}`,
    'unknown-delivery': (count: number, sentence: string) =>
      `${plural(count, { one: '# message', other: '# messages' })}: ${sentence}`,
    rejection: (count: number, sentence: string) =>
      `${plural(count, { one: '# message not accepted', other: '# messages not accepted' })}: ${sentence}`,
  },
  open: {
    'failed-task': 'Open the newest run',
    'unknown-delivery': 'Open the delivery',
    rejection: 'See the rejections',
  },
  last24Hours: 'Last 24 hours',
  chart: {
    notifications: 'Notifications acknowledged',
    sent: 'Surveys sent',
    answers: 'Answers',
  },
  perHour: (at: string, count: string) => `${at}: ${count}`,
  tableBehind: 'Show as a table',
  hour: 'Hour',
  firstSteps: 'First steps',
  progress: (done: number, all: number) => `${done} of ${all} done`,
  done: 'Done',
  steps: {
    eventSourceConnected: {
      title: 'Connect Salesforce',
      text: 'Create an event source and put its URL into an outbound message.',
      action: 'Go to Event sources',
    },
    surveyPublished: {
      title: 'Publish a survey',
      text: 'Only an active survey is sent.',
      action: 'Go to Surveys',
    },
    workflowOn: {
      title: 'Switch a workflow on',
      text: 'It decides who is asked, when, and what becomes of the contact.',
      action: 'Go to Workflows',
    },
  },
};
