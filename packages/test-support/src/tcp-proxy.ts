import { once } from 'node:events';
import { createServer, type Server, Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** How connections behave: `stall` = nothing is forwarded, `refuse` = new connections are reset at once. */
export type Traffic = { kind: 'pass' } | { kind: 'delay'; delayMs: number } | { kind: 'stall' } | { kind: 'refuse' };

const pass: Traffic = { kind: 'pass' };

/**
 * Stands between clients and one or more servers on loopback and spoils their connections on demand. Several targets are
 * taken in turns, past those that refuse, as a load balancer does.
 */
export class TcpProxy implements AsyncDisposable {
  readonly #server: Server;
  readonly #targets: readonly number[];
  readonly #pairs = new Set<Pair>();
  #traffic: Traffic = pass;
  #changed = Promise.withResolvers<void>();
  #turn = 0;

  private constructor(targets: readonly number[]) {
    this.#targets = targets;
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => void this.#connect(client));
  }

  static async listen(port: number, targets: readonly number[]): Promise<TcpProxy> {
    const proxy = new TcpProxy(targets);
    proxy.#server.listen(port, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  set traffic(traffic: Traffic) {
    this.#traffic = traffic;
    this.#changed.resolve();
    this.#changed = Promise.withResolvers<void>();
  }

  /** Resets all connections. */
  cut(): void {
    for (const pair of this.#pairs) pair.destroy();
  }

  /** Tells the servers that the clients have nothing more to say; answers still come. */
  halfClose(): void {
    for (const { upstream } of this.#pairs) upstream.end();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.traffic = pass;
    this.#server.close();
    this.cut();
  }

  async #connect(client: Socket): Promise<void> {
    client.on('error', () => client.destroy());
    if (this.#traffic.kind === 'refuse') {
      client.resetAndDestroy();
      return;
    }
    const upstream = await this.#reach();
    if (upstream === null || client.destroyed) {
      client.resetAndDestroy();
      upstream?.destroy();
      return;
    }
    const pair = new Pair(client, upstream);
    this.#pairs.add(pair);
    upstream.once('close', () => this.#pairs.delete(pair));
    this.#forward(client, upstream);
    this.#forward(upstream, client);
  }

  async #reach(): Promise<Socket | null> {
    for (let tries = 0; tries < this.#targets.length; tries += 1) {
      this.#turn += 1;
      const port = this.#targets[this.#turn % this.#targets.length] ?? 0;
      const socket = new Socket({ allowHalfOpen: true });
      socket.setNoDelay(true);
      try {
        socket.connect(port, '127.0.0.1');
        await once(socket, 'connect');
        socket.on('error', () => socket.destroy());
        return socket;
      } catch {
        socket.destroy();
      }
    }
    return null;
  }

  /** Bytes keep their order: whatever comes while earlier ones are held waits behind them. */
  #forward(from: Socket, to: Socket): void {
    let held: Promise<void> | null = null;
    const write = (chunk: Buffer) => {
      if (to.destroyed) return;
      if (!to.write(chunk)) {
        from.pause();
        to.once('drain', () => from.resume());
      }
    };
    const later = (work: () => void) => {
      const mine = (held ?? Promise.resolve()).then(() => this.#release(from)).then(work);
      held = mine;
      void mine.then(() => {
        if (held === mine) held = null;
      });
    };
    from.on('data', (chunk: Buffer) => {
      if (held === null && this.#traffic.kind === 'pass') write(chunk);
      else later(() => write(chunk));
    });
    from.once('end', () => later(() => to.end()));
    from.once('close', () => to.destroy());
  }

  /** Waits as long as a chunk of this moment has to. */
  async #release(from: Socket): Promise<void> {
    if (this.#traffic.kind === 'delay') await pause(this.#traffic.delayMs);
    while (this.#traffic.kind === 'stall' && !from.destroyed) await this.#changed.promise;
  }
}

class Pair {
  readonly client: Socket;
  readonly upstream: Socket;

  constructor(client: Socket, upstream: Socket) {
    this.client = client;
    this.upstream = upstream;
  }

  destroy(): void {
    this.client.resetAndDestroy();
    this.upstream.resetAndDestroy();
  }
}
