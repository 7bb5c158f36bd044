import { connect as connectTo, createServer, type Server, type Socket } from 'node:net';

/** A way to PostgreSQL that can be cut (connections broken, new ones refused) and mended. */
export interface CuttableProxy extends AsyncDisposable {
  readonly port: number;
  cut(): Promise<void>;
  mend(): Promise<void>;
}

export async function startCuttableProxy(targetPort: number, ownPort = 0): Promise<CuttableProxy> {
  const open = new Set<Socket>();
  const carry = (socket: Socket) => {
    const upstream = connectTo(targetPort, '127.0.0.1');
    for (const [from, to] of [
      [socket, upstream],
      [upstream, socket],
    ] as const) {
      open.add(from);
      from
        .on('error', () => {})
        .on('close', () => {
          open.delete(from);
          to.destroy();
        });
      from.pipe(to);
    }
  };
  const listenOn = (port: number) =>
    new Promise<Server>((resolve, reject) => {
      const server = createServer(carry);
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => resolve(server));
    });
  let server = await listenOn(ownPort);
  const address = server.address();
  if (address === null || typeof address !== 'object') throw new Error('no port');
  const { port } = address;
  const cut = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of open) socket.destroy();
    });
  return {
    port,
    cut,
    async mend() {
      server = await listenOn(port);
    },
    [Symbol.asyncDispose]: cut,
  };
}
