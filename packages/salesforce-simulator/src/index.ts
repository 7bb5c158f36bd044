export { type Answer, refusalOf } from './acknowledgement.ts';
export { type DemoCaseOptions, demoCases } from './demo-cases.ts';
export { Org, type OrgBehaviour } from './org.ts';
export { type LedgerEntry, OrgLedger } from './org-ledger.ts';
export { Connections, salesforceTimeoutMs } from './post-message.ts';
export { Random } from './random.ts';
export { salesforceId } from './salesforce-id.ts';
