'use strict';

const { spawn } = require('node:child_process');
const { createHash } = require('node:crypto');
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { withFolderLock } = require('./folder-lock.cjs');
const { findNode, forwardSignals } = require('./run-entry.cjs');

/** Runs `npm ci` unless node_modules already is what package-lock.json says. */
async function ensureInstalled(root) {
  if (isInstalled(root)) return;
  await withFolderLock(join(root, '.canvass-install.lock'), onWait, async () => {
    if (isInstalled(root)) return;
    const stamp = wantedStamp(root);
    const startedAt = Date.now();
    say('Installing dependencies (once, about a minute) ...');
    await npmCi(root);
    if (findNode(root) === null) throw new Error(missingNode(root));
    writeFileSync(stampFile(root), stamp);
    say(`Installed in ${Math.round((Date.now() - startedAt) / 1000)} s.`);
  });
}

function onWait() {
  say('Another copy is installing the dependencies; waiting for it ...');
}

function isInstalled(root) {
  if (findNode(root) === null) return false;
  const stamp = wantedStamp(root);
  if (readText(stampFile(root)) === stamp) return true;
  if (!matchesOwnInstall(root)) return false;
  writeFileSync(stampFile(root), stamp);
  return true;
}

/** What node_modules has to come from: this lock file, for this kind of machine. */
function wantedStamp(root) {
  const hash = createHash('sha256')
    .update(readText(join(root, 'package-lock.json')))
    .digest('hex');
  return `${hash} ${process.platform} ${process.arch}\n`;
}

function stampFile(root) {
  return join(root, 'node_modules', '.canvass-install');
}

/**
 * True when somebody ran npm themselves: npm writes down what it installed, in the format of the lock file. Optional
 * packages may be absent, as most of them are for other machines.
 */
function matchesOwnInstall(root) {
  const installed = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  const wanted = packagesOf(join(root, 'package-lock.json'));
  return Object.entries(wanted).every(([place, want]) => {
    if (!place.includes('node_modules/')) return true; // the repository itself and its workspaces
    const have = installed[place];
    if (have === undefined) return want.optional === true || want.devOptional === true;
    return have.link === want.link && have.version === want.version && have.integrity === want.integrity;
  });
}

function packagesOf(lockFile) {
  const text = readText(lockFile);
  return text === '' ? {} : (JSON.parse(text).packages ?? {});
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return '';
    throw error;
  }
}

/** Quiet; on failure the error carries what npm said. */
function npmCi(root) {
  const npm = npmCommand();
  const child = spawn(npm.file, [...npm.args, 'ci', '--no-audit', '--no-fund', '--include=dev', '--loglevel=error'], {
    cwd: root,
    env: installEnvironment(),
    shell: npm.shell,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  forwardSignals(child);
  let output = '';
  const collect = (chunk) => {
    output = (output + chunk).slice(-50_000);
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      reject(new Error(error.code === 'ENOENT' ? 'npm was not found; it comes with Node.js' : error.message));
    });
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`npm ci ended with ${signal ?? code} in ${root}:\n${output}`));
    });
  });
}

/** npm's own script where npm started us or lies beside Node, so that no shell reads the paths; else whatever is on PATH. */
function npmCommand() {
  const beside = dirname(process.execPath);
  const scripts = [
    process.env.npm_execpath,
    join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  const script = scripts.find((place) => place?.endsWith('npm-cli.js') && existsSync(place));
  if (script !== undefined) return { file: process.execPath, args: [script], shell: false };
  const windows = process.platform === 'win32';
  return { file: windows ? 'npm.cmd' : 'npm', args: [], shell: windows };
}

/** An outer `npm run` hands its own options down (a workspace, no dev dependencies): not meant for this install. */
function installEnvironment() {
  const outer = /^npm_config_(omit|only|production|dry_run|workspaces?|local_prefix|global)$/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !outer.test(name)));
}

function missingNode(root) {
  return (
    `The Node.js 24 binary (npm package "node") was not installed for ${process.platform}-${process.arch}. ` +
    `npm may be set to skip install scripts: try "npm ci --ignore-scripts=false" in ${root}.`
  );
}

function say(text) {
  process.stderr.write(`canvass: ${text}\n`);
}

module.exports = { ensureInstalled };
