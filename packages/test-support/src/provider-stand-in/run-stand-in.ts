import { parseArgs } from 'node:util';
import type { ProviderStandIn, StandInOptions } from './provider-stand-in.ts';

const common = { port: { type: 'string' }, 'latency-ms': { type: 'string' }, seed: { type: 'string' } } as const;

/** A stand-in as a process of its own: prints its address as one line of JSON, and ends on SIGTERM. */
export async function runStandIn(
  extra: readonly string[],
  start: (options: StandInOptions, argument: (name: string) => number | undefined) => Promise<ProviderStandIn>,
): Promise<void> {
  const options = { ...common, ...Object.fromEntries(extra.map((name) => [name, { type: 'string' } as const])) };
  const values: Record<string, unknown> = parseArgs({ options }).values;
  const argument = (name: string) => (values[name] === undefined ? undefined : Number(values[name]));
  const [port, latencyMs, seed] = [argument('port'), argument('latency-ms'), argument('seed')];
  const standIn = await start(
    {
      ...(port === undefined ? {} : { port }),
      ...(latencyMs === undefined ? {} : { latencyMs }),
      ...(seed === undefined ? {} : { seed }),
    },
    argument,
  );
  process.once('SIGTERM', () => void standIn[Symbol.asyncDispose]());
  process.stdout.write(`${JSON.stringify({ url: standIn.url })}\n`);
}
