export type { EmailSender, OutgoingEmail, SendQuota } from './email/email-sender.ts';
export { createSesSender, type SesOptions } from './email/ses.ts';
export { createSmtpSender, type SmtpOptions } from './email/smtp.ts';
export {
  emailSenderOf,
  hasWholeTwilioAccount,
  type ProviderConfig,
  providerConfig,
  textSenderOf,
} from './provider-config.ts';
export type { ProviderFacts, SendOutcome } from './send-outcome.ts';
export type { OutgoingText, TextSender } from './text/text-sender.ts';
export { createTwilioSender, type TwilioOptions } from './text/twilio.ts';
export { twilioFailure } from './text/twilio-failures.ts';
export { isSignedByTwilio } from './text/twilio-signature.ts';
export {
  type CallerOptions,
  type CallOutcome,
  createWebhookCaller,
  type WebhookCaller,
} from './webhook/webhook-caller.ts';
