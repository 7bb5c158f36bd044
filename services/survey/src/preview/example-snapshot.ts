import type { InvitationSnapshot, SurveyFlow } from '@canvass/domain';

/** Made-up facts for a preview: every name that the survey flow declares has a value that shows where it goes. */
export function exampleSnapshot(flow: SurveyFlow): InvitationSnapshot {
  return {
    contact: {
      id: '00000000-0000-7000-8000-000000000000',
      firstName: 'Ada',
      lastName: 'Example',
      email: 'ada@example.com',
      phone: '+12025550100',
      externalReference: '003000000000001',
      language: null,
      embeddedData: Object.fromEntries(flow.embeddedData.map(({ name }) => [name, `[${name}]`])),
    },
    transaction: null,
    event: Object.fromEntries(flow.embeddedData.map(({ name }) => [name, `[${name}]`])),
  };
}
