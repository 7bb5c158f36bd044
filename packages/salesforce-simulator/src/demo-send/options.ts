import { parseArgs } from 'node:util';
import { maxNotifications } from '@canvass/outbound-message';
import { z } from 'zod';

export const usage = `Sends closed cases to Canvass as a Salesforce org would, and follows each one until its survey is sent.

  npm run demo:send -- [options]

  --count N          how many notifications (20)
  --batch N          notifications of one message at most, 1 to 100 (10)
  --rate N           notifications a second (as fast as they are acknowledged)
  --duplicates P     share of notifications that come a second time, 0 to 1 (0)
  --lose-acks P      share of acknowledgements that get lost, so that Salesforce repeats, 0 to 0.9 (0)
  --file message.xml sends this message as it is, instead of made-up cases
  --url URL          the event source (the one of the Canvass that runs here)
  --seed N           who the people are: the same seed meets the same people again (by chance)
  --help             this text

Exit code 0 = every notification reached its expected end; 1 = not; 2 = the options are wrong or nothing runs.
`;

/** Something that the person at the keyboard can mend; its message is all they need. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const share = (most: number) => z.coerce.number().min(0).max(most);
const Options = z.object({
  count: z.coerce.number().int().min(1).max(1_000_000).default(20),
  batch: z.coerce.number().int().min(1).max(maxNotifications).default(10),
  rate: z.coerce.number().positive().nullable().default(null),
  duplicates: share(1).default(0),
  'lose-acks': share(0.9).default(0),
  file: z.string().min(1).nullable().default(null),
  url: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .default(null),
  seed: z.coerce
    .number()
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .nullable()
    .default(null),
  help: z.boolean().default(false),
});
export type Options = z.output<typeof Options>;

/** Throws a `UsageError` that names every wrong option. */
export function parseOptions(args: readonly string[]): Options {
  const parsed = Options.safeParse(readArgs(args));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`);
  throw new UsageError(`${problems.join('\n')}\nSee --help.`);
}

function readArgs(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        count: text,
        batch: text,
        rate: text,
        duplicates: text,
        'lose-acks': text,
        file: text,
        url: text,
        seed: text,
        help: { type: 'boolean' },
      },
    });
    return values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\nSee --help.`);
  }
}
