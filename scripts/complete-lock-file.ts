import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { completeLockFile, missingFromLockFile } from './check/lock-file.ts';
import { repositoryRoot } from './run-tool.ts';

/** `npm run lock:complete`, after an `npm install` against a registry that lacks builds for other machines. */
const file = join(repositoryRoot, 'package-lock.json');
const lock: unknown = JSON.parse(readFileSync(file, 'utf8'));
const missing = missingFromLockFile(lock);
if (missing.length > 0) writeFileSync(file, `${JSON.stringify(completeLockFile(lock), null, 2)}\n`);
process.stdout.write(`package-lock.json: ${missing.length} packages added\n`);
