import { randomBytes } from 'node:crypto';
import {
  type Answer,
  type Dialect,
  type ProviderStandIn,
  type StandInOptions,
  startProviderStandIn,
} from '../provider-stand-in/provider-stand-in.ts';

/** As `GetSendQuota` answers it. */
export interface SesQuota {
  /** Messages a second; a second's worth may come at once. */
  maxSendRate: number;
  /** −1 = unlimited, as SES says it. */
  max24HourSend: number;
  sentLast24Hours: number;
}

export interface SesStandIn extends ProviderStandIn {
  setQuota(quota: Partial<SesQuota>): void;
  /** Addresses and domains that it says are verified from now on. */
  verify(...identities: string[]): void;
}

const namespace = 'http://ses.amazonaws.com/doc/2010-12-01/';
const contentType = 'text/xml';
const requestId = '<ResponseMetadata><RequestId>00000000-0000-4000-8000-000000000000</RequestId></ResponseMetadata>';

function sesError(status: number, code: string, message: string): Answer {
  const type = status < 500 ? 'Sender' : 'Receiver';
  const body = `<ErrorResponse xmlns="${namespace}"><Error><Type>${type}</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
  return { status, contentType, body };
}

/** One parameter of a form, without reading the rest of it. */
function parameter(body: string, name: string): string | null {
  const start = body.startsWith(`${name}=`) ? 0 : body.indexOf(`&${name}=`) + 1;
  if (start === 0 && !body.startsWith(`${name}=`)) return null;
  const end = body.indexOf('&', start);
  return decodeURIComponent(body.slice(start + name.length + 1, end === -1 ? body.length : end));
}

/** What was asked about; identities that SES does not know are left out of its answer. */
function verification(body: string, verified: ReadonlySet<string>): Answer {
  const asked = [...body.matchAll(/&Identities\.member\.\d+=([^&]*)/g)].map(([, value = '']) =>
    decodeURIComponent(value),
  );
  const entries = asked
    .filter((identity) => verified.has(identity))
    .map(
      (identity) =>
        `<entry><key>${identity}</key><value><VerificationStatus>Success</VerificationStatus></value></entry>`,
    )
    .join('');
  const result = `<VerificationAttributes>${entries}</VerificationAttributes>`;
  const answer = `<GetIdentityVerificationAttributesResponse xmlns="${namespace}"><GetIdentityVerificationAttributesResult>${result}</GetIdentityVerificationAttributesResult>${requestId}</GetIdentityVerificationAttributesResponse>`;
  return { status: 200, contentType, body: answer };
}

function tag(body: string, name: string): string | null {
  const number = new RegExp(`&Tags\\.member\\.(\\d+)\\.Name=${name}(?:&|$)`).exec(body)?.[1];
  return number === undefined ? null : parameter(body, `Tags.member.${number}.Value`);
}

/**
 * Amazon SES as far as sending goes (Query API: SendRawEmail, GetSendQuota, GetIdentityVerificationAttributes). It throttles whoever goes past the quota, as
 * SES does. Without a quota there is none.
 */
export async function startSesStandIn(options: StandInOptions & { quota?: SesQuota } = {}): Promise<SesStandIn> {
  const prefix = randomBytes(6).toString('hex');
  const quota: SesQuota = options.quota ?? { maxSendRate: 1_000_000, max24HourSend: -1, sentLast24Hours: 0 };
  const verified = new Set<string>();
  let room = quota.maxSendRate;
  let roomAt = Date.now();

  const dialect: Dialect = {
    readMessage(_, body) {
      if (!body.includes('Action=SendRawEmail')) return null;
      return {
        to: parameter(body, 'Destinations.member.1') ?? '',
        deliveryId: tag(body, 'delivery'),
        attemptId: tag(body, 'attempt'),
      };
    },
    overLimit(now) {
      if (quota.max24HourSend >= 0 && quota.sentLast24Hours >= quota.max24HourSend) {
        return sesError(400, 'Throttling', 'Daily message quota exceeded.');
      }
      room = Math.min(Math.max(1, quota.maxSendRate), room + ((now - roomAt) / 1000) * quota.maxSendRate);
      roomAt = now;
      if (room < 1) return sesError(400, 'Throttling', 'Maximum sending rate exceeded.');
      room -= 1;
      quota.sentLast24Hours += 1;
      return null;
    },
    newMessageId: (number) => `0100${prefix}-${number.toString(16).padStart(8, '0')}-000000`,
    took: (messageId) => ({
      status: 200,
      contentType,
      body: `<SendRawEmailResponse xmlns="${namespace}"><SendRawEmailResult><MessageId>${messageId}</MessageId></SendRawEmailResult>${requestId}</SendRawEmailResponse>`,
    }),
    failure(kind) {
      if (kind === 'throttle') return sesError(400, 'Throttling', 'Maximum sending rate exceeded.');
      if (kind === 'refuse') return sesError(400, 'MessageRejected', 'Address is on the suppression list');
      return sesError(500, 'InternalFailure', 'The request processing has failed.');
    },
    other(_, body) {
      if (body.includes('Action=GetIdentityVerificationAttributes')) return verification(body, verified);
      if (!body.includes('Action=GetSendQuota')) return sesError(400, 'InvalidAction', 'not known to this stand-in');
      const { max24HourSend, maxSendRate, sentLast24Hours } = quota;
      const result = `<Max24HourSend>${max24HourSend}</Max24HourSend><MaxSendRate>${maxSendRate}</MaxSendRate><SentLast24Hours>${sentLast24Hours}</SentLast24Hours>`;
      const answer = `<GetSendQuotaResponse xmlns="${namespace}"><GetSendQuotaResult>${result}</GetSendQuotaResult>${requestId}</GetSendQuotaResponse>`;
      return { status: 200, contentType, body: answer };
    },
  };
  const standIn = await startProviderStandIn(dialect, options);
  return {
    ...standIn,
    verify(...identities) {
      for (const identity of identities) verified.add(identity);
    },
    setQuota: (change) => {
      Object.assign(quota, change);
      room = Math.min(room, quota.maxSendRate);
    },
  };
}
