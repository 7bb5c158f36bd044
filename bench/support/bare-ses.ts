import { join } from 'node:path';
import { z } from 'zod';
import { choosePorts } from '../../packages/local/src/ports.ts';
import { NodeProcess } from './node-process.ts';

const Took = z.object({ tookMs: z.number(), processorMs: z.number() });

export interface BareSends {
  readonly perSecond: number;
  /** Milliseconds of processor time of the loop's process for one message. */
  readonly processorMs: number;
}

/** The bare loop of the SES client in a process of its own. */
export async function startBareSes(
  resources: AsyncDisposableStack,
  options: { sesUrl: string; concurrency: number; folder: string },
): Promise<(count: number) => Promise<BareSends>> {
  const { loop: port = 0 } = await choosePorts(['loop'], {});
  const url = `http://127.0.0.1:${port}/`;
  const loop = resources.use(
    new NodeProcess({
      kind: 'bare SES loop',
      entry: new URL('./bare-ses-loop.ts', import.meta.url),
      env: { SES_ENDPOINT: options.sesUrl, CONCURRENCY: String(options.concurrency), PORT: String(port) },
      readyUrl: url,
      logFile: join(options.folder, 'logs', 'bare-ses-loop.log'),
    }),
  );
  await loop.start();
  return async (count) => {
    const { tookMs, processorMs } = Took.parse(await (await fetch(`${url}?count=${count}`)).json());
    return { perSecond: (count * 1000) / tookMs, processorMs: processorMs / count };
  };
}
