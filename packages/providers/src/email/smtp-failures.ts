import type { ErrorCode } from '@canvass/domain';
import { codeOf, failedBeforeSending } from '../connection-failure.ts';
import type { SendOutcome } from '../send-outcome.ts';

/** What an error of the SMTP transport means for the message: the server's reply decides (RFC 5321, 4.2.1). */
export function classifySmtpFailure(error: unknown): SendOutcome {
  const words = error instanceof Error ? error.message : String(error);
  const reply = numberOf(error, 'responseCode');
  const command = error instanceof Error && 'command' in error ? String(error.command) : '';
  const code = error instanceof Error ? codeOf(error) : null;
  const detail = `SMTP ${command} ${words}`.slice(0, 1000);
  const facts = { provider: 'smtp', code: reply ?? code ?? 'unknown' };
  const refused = (failure: ErrorCode): SendOutcome => ({ kind: 'refused', failure: { code: failure, detail }, facts });

  if (code === 'EAUTH' || code === 'ENOAUTH') return refused('provider-credentials-refused');
  if (reply !== null && reply >= 500) {
    if (command.startsWith('MAIL')) return refused('from-address-not-verified');
    return refused(command.startsWith('RCPT') || code === 'EENVELOPE' ? 'recipient-refused' : 'provider-refused');
  }
  if (reply !== null && reply >= 400) {
    const throttled = reply === 421 || reply === 450 || reply === 452;
    const failure = { code: throttled ? ('provider-throttled' as const) : ('provider-unavailable' as const), detail };
    return { kind: 'not-accepted', failure, retryAfterMs: null, facts };
  }
  if (code === 'ETLS' || failedBeforeSending(error) || /^Connection timeout|^Greeting never received/.test(words)) {
    return { kind: 'not-accepted', failure: { code: 'provider-unavailable', detail }, retryAfterMs: null, facts };
  }
  return { kind: 'unclear', failure: { code: 'delivery-unknown', detail }, facts };
}

function numberOf(error: unknown, key: string): number | null {
  if (typeof error !== 'object' || error === null) return null;
  const value: unknown = Reflect.get(error, key);
  return typeof value === 'number' ? value : null;
}
