import type { SentNotification } from '../load/ledger.ts';
import type { FaultRecord } from '../support/fault-log.ts';
import type { OutboxMessage } from '../support/provider.ts';
import type { DatabaseBook } from './read-database.ts';

/** What three parties that know nothing of each other wrote down, and what was done to the system meanwhile. */
export interface Books {
  /** The orgs': what was sent and acknowledged. */
  readonly sent: readonly SentNotification[];
  readonly database: DatabaseBook;
  /** The providers': each message that they took, whatever Canvass heard of it. */
  readonly outboxes: Readonly<Record<'email' | 'sms', readonly OutboxMessage[]>>;
  readonly faults: readonly FaultRecord[];
}

/** What the oracle calls a violation; each is zero where Canvass keeps its word. */
export const violationKinds = {
  lost: 'acknowledged, and nothing came of it',
  'notification-doubled': 'recorded twice',
  'run-doubled': 'a workflow ran twice for one notification',
  unfinished: 'not at its end',
  'wrong-end': 'ended otherwise than its notification asks for',
  'messaged-twice': 'a person got a second message',
  'sent-not-taken': 'recorded as sent, and no provider has it',
  'taken-not-sent': 'a provider has it, and it is recorded as never or not sent',
  'wrong-recipient': 'a provider has it for somebody else',
  'unknown-unexplained': 'of unknown fate, and no fault explains it',
  'contact-doubled': 'two contacts for one person',
  'transaction-doubled': 'two transactions for one case',
  'transaction-missing': 'no transaction for a case',
  'membership-doubled': 'twice on a mailing list',
  'membership-missing': 'not on the mailing list',
} as const;
export type ViolationKind = keyof typeof violationKinds;

export interface Violation {
  readonly kind: ViolationKind;
  /** Of the row, notification or person that it is about. */
  readonly id: string;
  readonly detail: string;
  /** About when it happened, where that is known. */
  readonly at: Date | null;
}
