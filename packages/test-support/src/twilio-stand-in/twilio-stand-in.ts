import { randomBytes } from 'node:crypto';
import {
  type Answer,
  type Dialect,
  type ProviderStandIn,
  type StandInOptions,
  startProviderStandIn,
} from '../provider-stand-in/provider-stand-in.ts';

const contentType = 'application/json';

function twilioError(status: number, code: number, message: string): Answer {
  return { status, contentType, body: JSON.stringify({ code, message, status }) };
}

/** Twilio's Messages resource; the attempt is read from the status callback's address. Nothing is called back. */
export function startTwilioStandIn(
  options: StandInOptions & { /** Messages a second; more are throttled. */ maxSendRate?: number } = {},
): Promise<ProviderStandIn> {
  const prefix = randomBytes(12).toString('hex');
  const { maxSendRate } = options;
  let room = maxSendRate ?? 0;
  let roomAt = Date.now();

  const dialect: Dialect = {
    readMessage(request, body) {
      if (request.method !== 'POST' || !request.url?.endsWith('/Messages.json')) return null;
      const form = new URLSearchParams(body);
      const callback = form.get('StatusCallback');
      const asked = callback === null ? null : new URL(callback).searchParams;
      return {
        to: form.get('To') ?? '',
        deliveryId: asked?.get('delivery') ?? null,
        attemptId: asked?.get('attempt') ?? null,
      };
    },
    overLimit(now) {
      if (maxSendRate === undefined) return null;
      room = Math.min(Math.max(1, maxSendRate), room + ((now - roomAt) / 1000) * maxSendRate);
      roomAt = now;
      if (room < 1) return twilioError(429, 20429, 'Too Many Requests');
      room -= 1;
      return null;
    },
    newMessageId: (number) => `SM${prefix}${number.toString(16).padStart(8, '0')}`,
    took: (sid, to) => {
      const message = { sid, to, status: 'queued', num_segments: '1', error_code: null, error_message: null };
      return { status: 201, contentType, body: JSON.stringify(message) };
    },
    failure(kind) {
      if (kind === 'throttle') return twilioError(429, 20429, 'Too Many Requests');
      if (kind === 'refuse') return twilioError(400, 21211, "Invalid 'To' Phone Number");
      return twilioError(500, 20500, 'Internal Server Error');
    },
    other: () => twilioError(404, 20404, 'The requested resource was not found'),
  };
  return startProviderStandIn(dialect, options);
}
