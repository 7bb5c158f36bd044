import { expect, test } from 'vitest';
import type { Resource } from '../../api/client.ts';
import { findStep, usedFields } from './used-fields.ts';

const sms: Resource<'StepOutput'> = {
  id: 'sms',
  type: 'sms-survey',
  onFailure: 'stop',
  surveyId: 'survey',
  contactStep: 'contact',
  linkExpiresAfterDays: 60,
  message: 'Case {{ event.CaseNumber | default: event.Id }} of event.Nobody: {{ survey.link }} {{ event.CaseNumber }}',
};
const branch: Resource<'StepOutput'> = {
  id: 'channel',
  type: 'branch',
  if: { kind: 'group', match: 'all', conditions: [] },
  steps: [],
  otherwise: [sms],
};

test('the fields of expressions are found once each, plain words are not', () => {
  expect(usedFields(sms)).toEqual(['CaseNumber', 'Id']);
});

test('a step is found inside a branch', () => {
  expect(findStep([branch], 'sms')).toBe(sms);
  expect(findStep([branch], 'email')).toBeNull();
});
