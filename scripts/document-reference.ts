import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { referenceDocuments } from './reference/reference-documents.ts';
import { repositoryRoot } from './run-tool.ts';

/** `npm run docs:reference`: writes the pages that are made from the code. */
for (const { file, text } of referenceDocuments()) writeFileSync(join(repositoryRoot, file), text);
