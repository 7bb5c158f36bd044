import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { operatingGuide, withEnvironmentTables } from './environment/environment-table.ts';
import { repositoryRoot } from './run-tool.ts';

/** `npm run docs:environment`: writes the tables of environment variables into the operating guide. */
const file = join(repositoryRoot, operatingGuide);
writeFileSync(file, await withEnvironmentTables(readFileSync(file, 'utf8')));
