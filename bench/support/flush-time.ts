import { open } from 'node:fs/promises';
import { join } from 'node:path';

/** What a commit can't be faster than: the time for 8 kB, a page of the write-ahead log, to reach this folder's disk. */
export async function flushTime(folder: string): Promise<{ p50Ms: number; p99Ms: number }> {
  const page = Buffer.alloc(8192, 'x');
  const pages = 500;
  await using file = await open(join(folder, 'flush-time'), 'w');
  await file.write(Buffer.alloc(page.length * pages));
  await file.sync();
  const tookMs: number[] = [];
  for (let index = 0; index < pages; index += 1) {
    const startedAt = performance.now();
    await file.write(page, 0, page.length, index * page.length);
    await file.datasync();
    tookMs.push(performance.now() - startedAt);
  }
  tookMs.sort((a, b) => a - b);
  return { p50Ms: tookMs[pages * 0.5] ?? 0, p99Ms: tookMs[pages * 0.99] ?? 0 };
}
