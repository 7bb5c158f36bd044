import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openApiDocument } from './document.ts';

/** Writes the document for the console's generated client. Usage: npm run openapi */
const target = fileURLToPath(new URL('../../../console/src/api/openapi.gen.json', import.meta.url));
await writeFile(target, `${JSON.stringify(openApiDocument('/api/v1'), null, 2)}\n`);
