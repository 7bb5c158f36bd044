import { setTimeout as pause } from 'node:timers/promises';
import { createLogger } from '@canvass/platform';
import { Leadership } from '../relay/leadership.ts';

/** A process that asks for the leadership of the relay on the database given, and says each time whether it leads. */
const leadership = new Leadership(process.argv[2] ?? '', createLogger('lead', 'silent'));
for (;;) {
  process.stdout.write((await leadership.check().catch(() => false)) ? 'leading\n' : 'not leading\n');
  await pause(200);
}
