import { type OrgIdentity, writeMessage } from '@canvass/outbound-message';
import { demoCases, salesforceId } from '@canvass/salesforce-simulator';
import type { RunningCanvass } from '../support/running-canvass.ts';
import { demoOrg } from './demo-org.ts';

/** Messages that arrive and are not accepted: another org, another object, no XML, an event source that is off. */
export async function sendRejected(canvass: RunningCanvass): Promise<void> {
  const org = demoOrg(canvass);
  const post = (body: string, type = 'text/xml; charset=utf-8') =>
    fetch(canvass.facts.eventSourceUrl, { method: 'POST', headers: { 'content-type': type }, body });
  await post(aMessage({ ...org, organizationId: salesforceId('organization', 99) }));
  await post(aMessage({ ...org, organizationId: salesforceId('organization', 99) }));
  await post(aMessage({ ...org, objectType: 'Account' }));
  await post('{"hello":"there"}', 'application/json');
}

function aMessage(org: OrgIdentity): string {
  return writeMessage(org, [...demoCases({ count: 1, seed: 3, now: new Date() })]);
}
