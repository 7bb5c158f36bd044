import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { choosePorts } from '../../packages/local/src/ports.ts';
import { NodeProcess } from './node-process.ts';

const Accepted = z.object({ total: z.number(), accepted: z.array(z.object({ at: z.number() })) });

/** The stand-in for Amazon SES and the bare loop of its client, each a process of its own. */
export class Ses {
  readonly url: string;
  readonly process: NodeProcess;

  private constructor(url: string, process: NodeProcess) {
    this.url = url;
    this.process = process;
  }

  static async start(resources: AsyncDisposableStack, { latencyMs = 0 } = {}): Promise<Ses> {
    const { ses: port = 0 } = await choosePorts(['ses'], {});
    const url = `http://127.0.0.1:${port}`;
    const standIn = resources.use(
      new NodeProcess({
        kind: 'ses',
        entry: new URL('../../packages/test-support/src/ses-stand-in/main.ts', import.meta.url),
        args: ['--port', String(port), '--latency-ms', String(latencyMs)],
        env: {},
        readyUrl: `${url}/_/counts`,
        logFile: join(await logFolder(resources), 'ses.log'),
      }),
    );
    await standIn.start();
    return new Ses(url, standIn);
  }

  /** How many messages it has taken so far. */
  async acceptedCount(): Promise<number> {
    return (await this.#read(Number.MAX_SAFE_INTEGER)).total;
  }

  /** When each message was taken, from the one with this number on. */
  async acceptedTimes(after: number): Promise<number[]> {
    const times: number[] = [];
    for (;;) {
      const { accepted } = await this.#read(after + times.length);
      if (accepted.length === 0) return times;
      times.push(...accepted.map(({ at }) => at));
    }
  }

  async #read(after: number) {
    return Accepted.parse(await (await fetch(`${this.url}/_/accepted?after=${after}`)).json());
  }
}

async function logFolder(resources: AsyncDisposableStack): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'canvass-bench-'));
  resources.defer(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
