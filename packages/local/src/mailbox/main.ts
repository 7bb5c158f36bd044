import mailbox from 'aws-ses-v2-local';
import { z } from 'zod';

/** The local stand-in for Amazon SES: takes e-mail from the SES client and shows it in a browser. */
const config = z.object({ MAILBOX_PORT: z.coerce.number(), HOST: z.string().default('127.0.0.1') }).parse(process.env);
await mailbox.default({ host: config.HOST, port: config.MAILBOX_PORT });
process.on('SIGTERM', () => process.exit(0));
