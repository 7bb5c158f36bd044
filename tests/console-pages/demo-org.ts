import type { OrgIdentity } from '@canvass/outbound-message';
import { salesforceId } from '@canvass/salesforce-simulator';
import type { RunningCanvass } from '../support/running-canvass.ts';

/** The org that the demo's event source knows. */
export function demoOrg(canvass: RunningCanvass): OrgIdentity {
  return {
    organizationId: canvass.facts.organizationId,
    actionId: salesforceId('action', 77),
    objectType: 'Case',
    host: 'acme.my.salesforce.com',
    apiVersion: '66.0',
  };
}
