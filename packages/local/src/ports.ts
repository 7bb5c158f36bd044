import { createServer } from 'node:net';

export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';
}

function tryPort(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen(port, '0.0.0.0', () => {
      const address = server.address();
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : null));
    });
  });
}

async function anyFreePort(taken: ReadonlySet<number>): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const port = await tryPort(0);
    if (port !== null && !taken.has(port)) return port;
  }
  throw new PortInUseError('No free port was found on this machine.');
}

/** A port for each name: the one it had last time if it is still free, otherwise any free one. */
export async function choosePorts(
  names: readonly string[],
  last: Readonly<Record<string, number>>,
): Promise<Record<string, number>> {
  const taken = new Set<number>();
  const chosen: Record<string, number> = {};
  for (const name of names) {
    const before = last[name];
    const kept = before !== undefined && !taken.has(before) ? await tryPort(before) : null;
    const port = kept ?? (await anyFreePort(taken));
    taken.add(port);
    chosen[name] = port;
  }
  return chosen;
}

/**
 * The front port: the wished one must be free; without a wish it is the last start's, so that links stay good, or the
 * default, or the next free one above it when a second copy runs beside.
 */
export async function chooseFrontPort(
  wished: number | undefined,
  last: number | undefined,
  usual: number,
): Promise<number> {
  if (wished !== undefined) {
    if ((await tryPort(wished)) !== null) return wished;
    throw new PortInUseError(
      `Port ${wished} is in use by another program. Choose another one: PORT=${wished + 1} npm start`,
    );
  }
  if (last !== undefined && (await tryPort(last)) !== null) return last;
  for (let port = usual; port < usual + 50; port += 1) {
    if ((await tryPort(port)) !== null) return port;
  }
  throw new PortInUseError(`Ports ${usual} to ${usual + 49} are all in use. Choose one: PORT=9000 npm start`);
}
