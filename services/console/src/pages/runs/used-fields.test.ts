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
  if: {
    kind: 'group',
    match: 'all',
    conditions: [
      { kind: 'comparison', operator: 'equals', left: { from: 'event', field: 'Survey_Channel__c' }, value: 'sms' },
      { kind: 'comparison', operator: 'is-empty', left: { from: 'step', step: 'contact', output: 'contactId' } },
    ],
  },
  steps: [],
  otherwise: [sms],
};

test('the fields of expressions are found once each, plain words are not', () => {
  expect(usedFields(sms)).toEqual(['CaseNumber', 'Id']);
});

test('a branch reads the fields that its conditions compare, not those of its steps', () => {
  expect(usedFields(branch)).toEqual(['Survey_Channel__c']);
});

test('a step is found inside a branch', () => {
  expect(findStep([branch], 'sms')).toBe(sms);
  expect(findStep([branch], 'email')).toBeNull();
});
