'use strict';

const { mkdirSync, renameSync, rmSync, statSync, utimesSync } = require('node:fs');
const { setTimeout: pause } = require('node:timers/promises');

/** The holder touches its lock every second; one not touched for this long was left by a process that was killed. */
const staleAfterMs = 15_000;

/**
 * Runs `work` while no other process does under the same lock: whoever makes the folder has the lock, the others wait.
 * `onWait` is called once, by a process that has to wait.
 */
async function withFolderLock(folder, onWait, work) {
  let waiting = false;
  while (!tryMake(folder)) {
    if (!waiting) onWait();
    waiting = true;
    removeStale(folder);
    await pause(200 + Math.random() * 300);
  }
  const release = () => rmSync(folder, { recursive: true, force: true });
  const heartbeat = setInterval(() => touch(folder), 1000);
  process.once('exit', release);
  try {
    await work();
  } finally {
    clearInterval(heartbeat);
    process.removeListener('exit', release);
    release();
  }
}

function tryMake(folder) {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Renames it away first: of several that wait, one does it. */
function removeStale(folder) {
  try {
    if (Date.now() - statSync(folder).mtimeMs < staleAfterMs) return;
    const aside = `${folder}.${process.pid}`;
    renameSync(folder, aside);
    rmSync(aside, { recursive: true, force: true });
  } catch (error) {
    if (error.code !== 'ENOENT') throw error; // released, or removed by another, in the meantime
  }
}

function touch(folder) {
  const now = new Date();
  try {
    utimesSync(folder, now, now);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error; // taken for stale while this machine slept: at worst two install
  }
}

module.exports = { withFolderLock };
