import { readdirSync } from 'node:fs';

/** `npm run bench -- <name>`: runs `bench/<name>.ts`, which prints a table and writes `bench/results/<name>.json`. */
const name = process.argv[2] ?? '';
const known = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && file !== 'main.ts')
  .map((file) => file.slice(0, -3));

if (known.includes(name)) {
  await import(`./${name}.ts`);
} else {
  process.stderr.write(`Which benchmark? npm run bench -- ${known.join(' | ')}\n`);
  process.exitCode = 1;
}
