import type { Step } from '../definition.ts';

export const task = (id: string): Step => ({
  id,
  type: 'contact',
  onFailure: 'stop',
  matchBy: ['email'],
  contact: {},
  embeddedData: {},
});

export const branch = (id: string, steps: Step[], otherwise: Step[]): Step => ({
  id,
  type: 'branch',
  if: { kind: 'group', match: 'all', conditions: [] },
  steps,
  otherwise,
});
