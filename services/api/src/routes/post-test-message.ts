import { type TestEnd, testTicketHeader } from '@canvass/database';
import type { TestMessage } from './write-test-message.ts';

const patienceMs = 15_000;

/**
 * Sends a test message, and says what was seen of it from here. Where the ingress took or refused it, that is already written
 * down, with the reason; what is answered here holds only where the message did not get so far.
 */
export async function postTestMessage(url: string, { body, headers }: TestMessage, ticket: string): Promise<TestEnd> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: { ...headers, [testTicketHeader]: ticket },
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    });
    await response.body?.cancel();
    const isBusy = response.status === 503 || response.status === 429;
    return { outcome: isBusy ? 'put-off' : 'unreachable', detail: `HTTP ${response.status}` };
  } catch (error) {
    return { outcome: 'unreachable', detail: whatHappened(error) };
  }
}

/** A code such as ECONNREFUSED; never the message, which may have the URL and its token in it. */
function whatHappened(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (cause instanceof Error) return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
  return 'failed';
}
