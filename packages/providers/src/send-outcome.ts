import type { TaskFailure } from '@canvass/domain';

/**
 * A provider's answer, as a value. Only `not-accepted` may be tried again: the provider said, or the connection proves,
 * that it did not take the message. Whatever leaves a doubt is `unclear`: nobody gets a message twice.
 */
export type SendOutcome =
  | { kind: 'accepted'; providerMessageId: string; facts: ProviderFacts }
  | { kind: 'refused'; failure: TaskFailure; facts: ProviderFacts }
  | { kind: 'not-accepted'; failure: TaskFailure; retryAfterMs: number | null; facts: ProviderFacts }
  | { kind: 'unclear'; failure: TaskFailure; facts: ProviderFacts };

/** What the provider told about it, for the ledger: codes and counts, never contents. */
export type ProviderFacts = Readonly<Record<string, string | number>>;
