import { z } from 'zod';
import type { EmailSender } from './email/email-sender.ts';
import { createSesSender } from './email/ses.ts';
import { createSmtpSender } from './email/smtp.ts';
import type { TextSender } from './text/text-sender.ts';
import { createTwilioSender } from './text/twilio.ts';

/** The environment of whoever sends: which providers there are, and how they are reached. */
export const providerConfig = {
  AWS_REGION: z.string().optional().describe('Region of SES; credentials come from the usual AWS variables'),
  SES_ENDPOINT: z.url().optional().describe('Another address for SES than AWS’s own'),
  SES_CONFIGURATION_SET: z.string().optional().describe('SES configuration set, for delivery and bounce events'),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .describe('Sends e-mail over SMTP instead of SES'),
  TWILIO_ACCOUNT_SID: z.string().optional().describe('Twilio account; no SMS unless set'),
  TWILIO_AUTH_TOKEN: z.string().optional().describe('Secret of the Twilio account'),
  TWILIO_FROM: z.string().optional().describe('Number in E.164, or SID of a messaging service'),
  TWILIO_API_URL: z.url().optional().describe('Another address for Twilio than its own'),
};
export type ProviderConfig = { [Name in keyof typeof providerConfig]?: z.output<(typeof providerConfig)[Name]> };

/** For `refine`: a Twilio account is named whole or not at all. */
export function hasWholeTwilioAccount(config: ProviderConfig): boolean {
  return (
    [config.TWILIO_ACCOUNT_SID, config.TWILIO_AUTH_TOKEN, config.TWILIO_FROM].every((value) => value !== undefined) ||
    (config.TWILIO_ACCOUNT_SID === undefined && config.TWILIO_FROM === undefined)
  );
}

const timeoutMs = 10_000;

/** The e-mail transport that the environment names; null when it names none. */
export function emailSenderOf(config: ProviderConfig, maxConnections: number): EmailSender | null {
  if (config.SMTP_URL !== undefined) return createSmtpSender({ url: config.SMTP_URL, maxConnections, timeoutMs });
  if (config.AWS_REGION === undefined) return null;
  return createSesSender({
    region: config.AWS_REGION,
    endpoint: config.SES_ENDPOINT ?? null,
    configurationSet: config.SES_CONFIGURATION_SET ?? null,
    maxConnections,
    timeoutMs,
  });
}

/** Twilio, when the environment names an account; otherwise null. */
export function textSenderOf(config: ProviderConfig, surveyUrl: string): TextSender | null {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_FROM: from } = config;
  if (accountSid === undefined || authToken === undefined || from === undefined) return null;
  return createTwilioSender({
    accountSid,
    authToken,
    from,
    apiUrl: config.TWILIO_API_URL ?? null,
    statusCallbackUrl: `${surveyUrl.replace(/\/$/, '')}/webhooks/twilio/status`,
    timeoutMs,
  });
}
