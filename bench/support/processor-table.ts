import type { WorkMeasured } from './measure-work.ts';
import { median, medianOfEach } from './statistics.ts';

/** Milliseconds of processor time for a notification, by kind of process: medians of the repetitions. */
export function processorMs(measured: readonly WorkMeasured[]): Record<string, number> {
  return medianOfEach(measured.map((one) => one.processorMs));
}

/** The same in a sentence, with the sum that the product takes. */
export function processorNote(what: string, measured: readonly WorkMeasured[]): string {
  const { bench = 0, ...product } = processorMs(measured);
  const each = Object.entries(product).map(([kind, ms]) => `${kind} ${ms.toFixed(3)}`);
  const sum = median(measured.map((one) => one.productMs));
  const wal = median(measured.map((one) => one.walBytes)) / 1000;
  return `${what}: ${sum.toFixed(3)} ms of processor time a notification (${each.join(', ')}); sender and watcher ${bench.toFixed(3)}; ${wal.toFixed(1)} kB of write-ahead log`;
}
