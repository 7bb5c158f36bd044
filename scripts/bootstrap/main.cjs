'use strict';

const { resolve } = require('node:path');
const { ensureInstalled } = require('./install.cjs');
const { runEntry } = require('./run-entry.cjs');

const root = resolve(__dirname, '../..');
const [entry, ...args] = process.argv.slice(2);

main().catch((error) => {
  process.stderr.write(`canvass: ${error.message}\n`);
  process.exit(1);
});

async function main() {
  if (entry === undefined) throw new Error('Usage: node scripts/bootstrap.cjs <entry.ts> [arguments]');
  await ensureInstalled(root);
  await runEntry(root, resolve(root, entry), args);
}
