import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface ReceivedCall {
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A webhook's receiver on loopback: keeps what comes, and answers as it is told. */
export interface WebhookReceiver extends AsyncDisposable {
  readonly url: string;
  readonly calls: ReceivedCall[];
  /** From now on; 200 unless said. `wait` is awaited before the answer. */
  answer: { status: number; headers?: Record<string, string>; wait?: Promise<void> };
}

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const calls: ReceivedCall[] = [];
  const server = createServer((request, response) => void take(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const receiver: WebhookReceiver = {
    url: `http://127.0.0.1:${address.port}/hook`,
    calls,
    answer: { status: 200 },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    calls.push({ id: String(headers['webhook-id']), headers, body });
    const { status, headers: more, wait } = receiver.answer;
    await wait;
    response.writeHead(status, more).end('noted');
  }

  return receiver;
}
