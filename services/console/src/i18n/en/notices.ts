import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

export const notices = {
  title: 'Failure notifications',
  what: 'who is told of failures',
  nobody: 'Nobody is told when runs of this workflow fail.',
  told: (people: string) => `Told by e-mail when runs fail: ${people}.`,
  rhythm: (interval: string) => `The first failure at once; what fails after it in one mail, at most ${interval}.`,
  interval: (minutes: number) => {
    if (minutes === 1440) return 'once a day';
    if (minutes % 60 !== 0) return plural(minutes, { one: 'every minute', other: 'every # minutes' });
    return plural(minutes / 60, { one: 'every hour', other: 'every # hours' });
  },
  choose: 'Choose who is told',
  change: 'Change',
  members: 'Members',
  membersHint: 'Whoever leaves the workspace is told no more.',
  addresses: 'Other addresses',
  addressesHint: 'Press Enter after each. Mails say how many runs failed and why, never about whom.',
  from: 'From address',
  fromHint: 'Verified with your e-mail provider, as those of surveys are.',
  atMost: 'One mail at most',
  save: 'Save',
  saved: (count: number) =>
    count === 0 ? 'Nobody is told.' : plural(count, { one: '# person is told.', other: '# people are told.' }),
  test: 'Send a test',
  tested: 'The test is on its way.',
  sentOnes: 'Mails sent',
  when: 'When',
  about: 'About',
  failed: (count: number) => plural(count, { one: '# run failed', other: '# runs failed' }),
  others: (count: number) => plural(count, { one: 'and # other cause', other: 'and # other causes' }),
  aTest: 'A test',
  status: { waiting: 'On its way', sent: 'Sent', failed: 'Not sent' },
  reached: (sent: number, recipients: number) => `${sent} of ${recipients} recipients`,
  again: 'Tried again',
};
