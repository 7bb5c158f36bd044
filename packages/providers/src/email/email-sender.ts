import type { SendOutcome } from '../send-outcome.ts';

export interface OutgoingEmail {
  deliveryId: string;
  /** Travels with the message as a tag, so that the provider's events find this attempt. */
  attemptId: string;
  from: { email: string; name: string | null };
  replyTo: string | null;
  to: string;
  subject: string;
  html: string;
  text: string;
  /** Takes a POST without any page (RFC 8058). Null for what people do not subscribe to. */
  unsubscribeUrl: string | null;
}

/** Null = without limit. */
export interface SendQuota {
  /** Messages a second. */
  maxSendRate: number | null;
  /** Messages left of those of 24 hours. */
  left: number | null;
}

/**
 * Hands one e-mail to a provider. Never throws for what a provider can answer; ends within a bounded time. PermanentError
 * = the message cannot be composed, and was not handed over.
 */
export interface EmailSender extends AsyncDisposable {
  send(message: OutgoingEmail): Promise<SendOutcome>;
  /** What the account may send, as the provider tells it now. Left out where the provider does not tell. */
  readQuota?(): Promise<SendQuota>;
  /**
   * Those of these from addresses that the provider has verified neither themselves nor as a domain. Left out where it
   * does not tell.
   */
  findUnverified?(addresses: readonly string[]): Promise<Set<string>>;
}
