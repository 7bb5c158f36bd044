import type { SendOutcome } from '../send-outcome.ts';

export interface OutgoingText {
  deliveryId: string;
  attemptId: string;
  /** E.164. */
  to: string;
  body: string;
}

/** Hands one text message to a provider. Never throws for what a provider can answer; ends within a bounded time. */
export interface TextSender {
  send(message: OutgoingText): Promise<SendOutcome>;
}
