import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';

const built = resolve(import.meta.dirname, '../../services/console/dist');
const Manifest = z.record(
  z.string(),
  z.object({ file: z.string(), imports: z.array(z.string()).default([]), isEntry: z.boolean().default(false) }),
);

/** How many bytes of script, gzipped, a browser loads before each of these pages shows: what it is made of, and no more. */
export async function scriptBytesOf(pages: readonly string[]): Promise<Record<string, number>> {
  const manifest = Manifest.parse(JSON.parse(await readFile(join(built, '.vite/manifest.json'), 'utf8')));
  const entry = Object.keys(manifest).find((key) => manifest[key]?.isEntry);
  if (entry === undefined) throw new Error('the manifest names no entry');
  const bytes = new Map<string, number>();
  const sizes: Record<string, number> = {};
  for (const page of pages) {
    if (manifest[page] === undefined) throw new Error(`the manifest has no ${page}`);
    let sum = 0;
    for (const key of loadedBy(manifest, [entry, page])) {
      const file = manifest[key]?.file ?? '';
      if (!bytes.has(file)) bytes.set(file, gzipSync(await readFile(join(built, file))).byteLength);
      sum += bytes.get(file) ?? 0;
    }
    sizes[page] = sum;
  }
  return sizes;
}

function loadedBy(manifest: z.output<typeof Manifest>, roots: readonly string[]): Set<string> {
  const loaded = new Set<string>();
  const open = [...roots];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (loaded.has(key)) continue;
    loaded.add(key);
    open.push(...(manifest[key]?.imports ?? []));
  }
  return loaded;
}
