'use strict';

const { spawn } = require('node:child_process');
const { existsSync } = require('node:fs');
const { delimiter, dirname, join } = require('node:path');

/** The Node of the `node` package, or null while it is not installed. */
function findNode(root) {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const places = [join(root, 'node_modules', 'node', 'bin', name), join(root, 'node_modules', '.bin', name)];
  return places.find((place) => existsSync(place)) ?? null;
}

/** Runs the entry with the repository's Node and ends as it ends: same exit code, or same signal. */
function runEntry(root, entry, args) {
  const node = findNode(root);
  // Whatever the entry starts finds the same Node first.
  const path = [dirname(node), process.env.PATH ?? ''].join(delimiter);
  const child = spawn(node, [entry, ...args], { stdio: 'inherit', env: { ...process.env, PATH: path } });
  forwardSignals(child);
  return new Promise((_, reject) => {
    child.once('error', (error) => reject(new Error(`Cannot run ${node}: ${error.message}`)));
    child.once('close', (code, signal) => {
      if (signal === null) process.exit(code);
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    });
  });
}

/**
 * The child decides when to end. A terminal's Ctrl-C reaches it without us, and a second one would mean "at once".
 */
function forwardSignals(child) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
}

module.exports = { findNode, forwardSignals, runEntry };
