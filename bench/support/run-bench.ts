import type { Bench, BenchContext, Measurement } from './bench.ts';

/** Runs a benchmark and ends whatever it has started, also when it fails or is interrupted. */
export async function runBench(bench: Bench, context: Omit<BenchContext, 'resources'>): Promise<Measurement> {
  await using resources = new AsyncDisposableStack();
  let ending: Promise<never> | null = null;
  // A signal comes more than once: from the terminal or `timeout`, and handed on by npm.
  const interrupted = () => {
    if (ending !== null) return;
    process.stderr.write('\nInterrupted: ending what was started.\n');
    ending = resources.disposeAsync().then(() => process.exit(130));
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, interrupted);
  try {
    return await bench.run({ ...context, resources });
  } catch (error) {
    if (ending !== null) await ending; // what failed was taken away from under it
    throw error;
  } finally {
    for (const signal of signals) process.off(signal, interrupted);
  }
}
