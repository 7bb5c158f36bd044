import type { Pool } from '@canvass/database';
import type { Logger } from '@canvass/platform';
import {
  createSesSender,
  createSmtpSender,
  createTwilioSender,
  type EmailSender,
  type TextSender,
} from '@canvass/providers';
import type { Config } from './config.ts';
import { AccountLimits } from './sending/account-limits.ts';
import { emailConnections } from './sending/sending-line.ts';

const timeoutMs = 10_000;

/** The e-mail transport that the environment names; null when it names none. */
export function createEmailSender(config: Config): EmailSender | null {
  const maxConnections = emailConnections;
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
export function createTextSender(config: Config): TextSender | null {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_FROM: from } = config;
  if (accountSid === undefined || authToken === undefined || from === undefined) return null;
  return createTwilioSender({
    accountSid,
    authToken,
    from,
    apiUrl: config.TWILIO_API_URL ?? null,
    statusCallbackUrl: `${config.SURVEY_URL.replace(/\/$/, '')}/webhooks/twilio/status`,
    timeoutMs,
  });
}

/** What the account behind the e-mail sender allows: SES tells it, an SMTP server does not. */
export function emailLimits(config: Config, email: EmailSender, pool: Pool, log: Logger): Promise<AccountLimits> {
  const { SMTP_URL, AWS_REGION, SES_ENDPOINT } = config;
  const key =
    SMTP_URL === undefined
      ? `ses:${AWS_REGION}${SES_ENDPOINT ? `:${SES_ENDPOINT}` : ''}`
      : `smtp:${new URL(SMTP_URL).host}`;
  const readQuota = email.readQuota;
  const read = async () => {
    const quota = await readQuota?.();
    return { rate: quota?.maxSendRate ?? null, quotaLeft: quota?.left ?? null };
  };
  return AccountLimits.start({ pool, log, key, read: readQuota === undefined ? null : read });
}

/** What the Twilio sender may send, by the environment. */
export function textLimits(config: Config, pool: Pool, log: Logger): Promise<AccountLimits> {
  const key = `twilio:${config.TWILIO_ACCOUNT_SID}:${config.TWILIO_FROM}`;
  const read = async () => ({ rate: config.TWILIO_MESSAGES_PER_SECOND ?? null, quotaLeft: null });
  return AccountLimits.start({ pool, log, key, read });
}
