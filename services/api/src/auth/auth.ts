import type { Pool } from '@canvass/database';
import type { Logger } from '@canvass/platform';
import { betterAuth } from 'better-auth';

const dayInSeconds = 86_400;
const dates = { createdAt: 'created_at', updatedAt: 'updated_at' } as const;

/**
 * Users and their sessions: e-mail and password, made by an administrator (no public sign-up). The tables are those of
 * migration 0002.
 */
export function createAuth(options: { pool: Pool; publicUrl: string; secret: string; log: Logger }) {
  const { pool, publicUrl, secret, log } = options;
  return betterAuth({
    appName: 'Canvass',
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret,
    database: pool,
    telemetry: { enabled: false },
    logger: { level: 'warn', log: (level, message) => log[level]({ auth: message }, 'auth.message') },
    trustedOrigins: (request) => {
      const host = request?.headers.get('host');
      return host ? [publicUrl, `http://${host}`, `https://${host}`] : [publicUrl];
    },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 256 },
    user: { modelName: 'users', fields: { emailVerified: 'email_verified', ...dates } },
    session: {
      modelName: 'user_sessions',
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        ...dates,
      },
      expiresIn: 14 * dayInSeconds,
      updateAge: dayInSeconds,
    },
    account: {
      modelName: 'user_accounts',
      fields: {
        userId: 'user_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        ...dates,
      },
    },
    verification: { modelName: 'user_verifications', fields: { expiresAt: 'expires_at', ...dates } },
    rateLimit: { enabled: true, window: 10, max: 100, customRules: { '/sign-in/email': { window: 60, max: 20 } } },
    advanced: {
      cookiePrefix: 'canvass',
      useSecureCookies: publicUrl.startsWith('https:'),
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true },
    },
  });
}

export type Auth = ReturnType<typeof createAuth>;
