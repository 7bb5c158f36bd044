/*
 * Starts a TypeScript entry of this repository on the Node.js it is made for:
 *
 *   node scripts/bootstrap.cjs <entry.ts> [arguments]
 *
 * Installs the dependencies when they are missing or were installed from another package-lock.json, then runs the entry
 * with the Node 24 that is one of them. Works from any folder. This file has to run, as far as its message, on whatever
 * Node a machine has; what follows needs Node 18, and no dependencies.
 */
'use strict';

if (Number(process.versions.node.split('.')[0]) < 18) {
  process.stderr.write('canvass: Node.js 20 or later is needed (https://nodejs.org/en/download); this is ');
  process.stderr.write(process.version);
  process.stderr.write('\n');
  process.exit(1);
}

require('./bootstrap/main.cjs');
