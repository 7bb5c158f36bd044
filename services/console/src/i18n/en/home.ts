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
    bounce: (count: number, sentence: string) =>
      `${plural(count, { one: '# message came back', other: '# messages came back' })}: ${sentence}`,
    'waiting-source': (_count: number, sentence: string) => sentence,
    'silent-source': (_count: number, sentence: string) => sentence,
    'off-with-draft': (_count: number, sentence: string) => sentence,
    'failed-notice': (_count: number, sentence: string) => sentence,
  },
  needs: {
    'hard-bounce': {
      sentence: 'the address does not take e-mail.',
      remedy: 'Correct the address in Salesforce or on the contact.',
    },
    'soft-bounce': {
      sentence: 'the mailbox did not take the message for now.',
      remedy: 'Nothing, unless it goes on for days: then the address is likely to be wrong.',
    },
    complaint: {
      sentence: 'the person marked the message as spam.',
      remedy: 'They are not written to again. Where it happens often, look at who is asked, and how often.',
    },
    'waiting-source': {
      sentence: 'no message has arrived yet, though a workflow waits for it.',
      remedy: 'The event source’s checks say what usually is missing in Salesforce.',
    },
    'silent-source': {
      sentence: 'no message has arrived for two days.',
      remedy: 'See whether the flow is active in Salesforce, and whether its outbound messages are pending.',
    },
    'failed-notice': {
      sentence: 'nobody could be told by e-mail that runs failed.',
      remedy: 'The workflow’s page says why. Mend it there and send a test.',
    },
    'off-with-draft': {
      sentence: 'the workflow is off, and its draft has not been published.',
      remedy: 'Publish the draft and switch the workflow on, or discard the draft.',
    },
  },
  open: {
    survey: 'Open the survey',
    run: 'Open the run',
    runs: 'See the runs',
    delivery: 'Open the delivery',
    people: 'See the people',
    rejections: 'See the rejections',
    source: 'Check the event source',
    draft: 'Open the draft',
    webhook: 'Open the webhook',
    workflow: 'Open the workflow',
  },
  webhookDisabled: {
    sentence: 'A webhook was disabled because its receiver is gone or kept failing:',
    remedy: 'Mend the receiver, enable the webhook and send again what failed.',
  },
  webhookFailing: {
    sentence: 'A webhook has been failing for an hour or more:',
    remedy: 'Mend the receiver: what failed is tried again for 24 hours.',
  },
  about: (name: string, sentence: string) => `${name}: ${sentence}`,
  tryIt: 'Try it',
  tryText: 'Nothing has come in today. Send a message of your own to see the whole way, from the event to the survey.',
  tryAction: 'Send a test message',
  tryDemo: 'Or play a Salesforce org that closes twenty cases, in a terminal beside this product:',
  tryCommand: 'the command',
  last24Hours: 'Last 24 hours',
  chart: {
    notifications: 'Notifications acknowledged',
    sent: 'Surveys sent',
    answers: 'Answers',
  },
  hour: 'Hour',
  firstSteps: 'First steps',
  progress: (done: number, all: number) => `${done} of ${all} done`,
  done: 'Done',
  steps: {
    eventSourceConnected: {
      title: 'Connect Salesforce',
      text: 'Create an event source and put its URL into an outbound message.',
      action: 'New event source',
    },
    surveyPublished: {
      title: 'Publish a survey',
      text: 'Only an active survey is sent.',
      action: 'New survey',
    },
    workflowOn: {
      title: 'Switch a workflow on',
      text: 'It decides who is asked, when, and what becomes of the contact.',
      action: 'New workflow',
    },
  },
};
