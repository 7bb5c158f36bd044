import type { Pool } from '@canvass/database';
import type { Logger } from '@canvass/platform';
import type { EmailSender } from '@canvass/providers';
import type { Config } from './config.ts';
import { AccountLimits } from './sending/account-limits.ts';

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
