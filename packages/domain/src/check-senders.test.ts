import { expect, test } from 'vitest';
import { checkSenders } from './check-senders.ts';
import { WorkflowDefinition } from './workflow-definition.ts';

const survey = {
  surveyId: '019ab7f2-0000-7000-8000-000000000001',
  contactStep: 'person',
  message: '{{ survey.link }}',
};
const mail = {
  ...survey,
  id: 'mail',
  type: 'email-survey',
  from: { email: 'Feedback@example.com' },
  subject: 'How was it?',
};
const text = { ...survey, id: 'text', type: 'sms-survey' };
const branch = { id: 'x', type: 'branch', if: { kind: 'group', match: 'all', conditions: [] } };
const definition = WorkflowDefinition.parse({ steps: [{ ...branch, steps: [mail], otherwise: [text] }] });

test('a channel without a provider, and a from address that is not verified, are told at their places', () => {
  const found = (channels: ('email' | 'sms')[], unverified: string[]) =>
    checkSenders(definition, { channels: new Set(channels), unverified: new Set(unverified) }).map(
      ({ severity, code, place }) => [severity, code, place],
    );
  expect(found(['email', 'sms'], ['other@example.com'])).toEqual([]);
  expect(found(['sms'], [])).toEqual([['warning', 'channel-not-set-up', '/steps/0/steps/0']]);
  expect(found(['email'], ['feedback@example.com'])).toEqual([
    ['warning', 'from-not-verified', '/steps/0/steps/0/from/email'],
    ['warning', 'channel-not-set-up', '/steps/0/otherwise/0'],
  ]);
});
