import { join } from 'node:path';
import { type LocalConfig, repositoryFolder } from './config.ts';
import type { HomeState } from './home.ts';
import type { ProcessDefinition } from './supervisor.ts';

/** Everything that is told to the processes, known once the ports are chosen and the database is there. */
export interface LocalSetup {
  config: LocalConfig;
  state: HomeState;
  ports: Record<string, number>;
  frontPort: number;
  databaseUrl: string;
}

/** Ports beside the front one: each process has one for health, some one for their own traffic. */
export const portNames = [
  ...['postgres', 'postgres-admin', 'mailbox', 'sms', 'front-admin'],
  ...['ingress', 'ingress-admin', 'survey', 'survey-admin', 'api', 'api-admin'],
  ...['workflow-engine-admin', 'contacts-admin', 'distribution-admin'],
] as const;

const service = (name: string) => join(repositoryFolder, 'services', name, 'src/main.ts');
const helper = (name: string) => join(import.meta.dirname, name, 'main.ts');

export const frontUrl = (setup: Pick<LocalSetup, 'frontPort'>) => `http://localhost:${setup.frontPort}`;
export const mailboxUrl = (setup: Pick<LocalSetup, 'ports'>) => `http://127.0.0.1:${setup.ports.mailbox}`;
export const smsUrl = (setup: Pick<LocalSetup, 'ports'>) => `http://127.0.0.1:${setup.ports.sms}`;

const twilioAccountSid = 'AC00000000000000000000000000c0ffee';
const twilioFrom = '+15005550006';
/** Webhooks may be tried with a receiver on this machine. */
const loopback = '127.0.0.0/8,::1/128';

function ready(setup: LocalSetup, name: string): Pick<ProcessDefinition, 'readyUrl' | 'stopWithinMs'> {
  return { readyUrl: `http://127.0.0.1:${setup.ports[`${name}-admin`]}/readyz`, stopWithinMs: 15_000 };
}

export function postgresProcess(ports: Record<string, number>, folder: string, password: string): ProcessDefinition {
  return {
    name: 'postgres',
    entry: helper('postgres'),
    env: {
      POSTGRES_FOLDER: folder,
      POSTGRES_PORT: String(ports.postgres),
      POSTGRES_PASSWORD: password,
      ADMIN_PORT: String(ports['postgres-admin']),
    },
    readyUrl: `http://127.0.0.1:${ports['postgres-admin']}/`,
    stopWithinMs: 20_000,
  };
}

/** The stand-ins for Amazon SES and Twilio: real HTTP endpoints on loopback. */
export function providerProcesses(setup: LocalSetup): ProcessDefinition[] {
  return [
    {
      name: 'mailbox',
      entry: helper('mailbox'),
      env: { MAILBOX_PORT: String(setup.ports.mailbox) },
      readyUrl: `${mailboxUrl(setup)}/health-check`,
      stopWithinMs: 3_000,
    },
    {
      name: 'sms-provider',
      entry: helper('sms-provider'),
      env: {
        SMS_PROVIDER_PORT: String(setup.ports.sms),
        TWILIO_ACCOUNT_SID: twilioAccountSid,
        TWILIO_AUTH_TOKEN: setup.state.twilioAuthToken,
        INBOUND_WEBHOOK_URL: `${frontUrl(setup)}/webhooks/twilio/inbound`,
      },
      readyUrl: `${smsUrl(setup)}/healthz`,
      stopWithinMs: 3_000,
    },
  ];
}

export function serviceProcesses(setup: LocalSetup): ProcessDefinition[] {
  const url = frontUrl(setup);
  const every = (name: string): Record<string, string> => ({
    DATABASE_URL: setup.databaseUrl,
    ...(setup.config.CANVASS_REDIS_URL === undefined ? {} : { REDIS_URL: setup.config.CANVASS_REDIS_URL }),
    ADMIN_HOST: '127.0.0.1',
    ADMIN_PORT: String(setup.ports[`${name}-admin`]),
    LOG_LEVEL: setup.config.LOG_LEVEL,
    SHUTDOWN_GRACE_MS: '12000',
  });
  const http = (name: string) => ({ ...every(name), HOST: '127.0.0.1', PORT: String(setup.ports[name]) });
  const providers = {
    TWILIO_ACCOUNT_SID: twilioAccountSid,
    TWILIO_AUTH_TOKEN: setup.state.twilioAuthToken,
    TWILIO_FROM: twilioFrom,
    TWILIO_API_URL: smsUrl(setup),
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    SES_ENDPOINT: mailboxUrl(setup),
  };
  const environments: Record<string, Record<string, string>> = {
    ingress: { ...http('ingress'), ...boundedHeap({ old: 192, young: 2 }) },
    'workflow-engine': { ...every('workflow-engine'), ...boundedHeap({ old: 256, young: 16 }) },
    contacts: { ...every('contacts'), ...boundedHeap({ old: 256, young: 16 }) },
    distribution: {
      ...every('distribution'),
      ...boundedHeap({ old: 256, young: 16 }),
      ...providers,
      PUBLIC_URL: url,
      SURVEY_URL: url,
      WEBHOOK_ALLOWED_NETWORKS: loopback,
    },
    survey: {
      ...http('survey'),
      SURVEY_URL: url,
      CONSOLE_ORIGIN: url,
      TWILIO_AUTH_TOKEN: setup.state.twilioAuthToken,
    },
    api: {
      ...http('api'),
      ...providers,
      PUBLIC_URL: url,
      INGRESS_URL: url,
      INGRESS_INTERNAL_URL: `http://127.0.0.1:${setup.ports.ingress}`,
      SURVEY_URL: url,
      AUTH_SECRET: setup.state.authSecret,
      WEBHOOK_ALLOWED_NETWORKS: loopback,
    },
  };
  return Object.entries(environments).map(([name, env]) => ({
    name,
    entry: service(name),
    env,
    ...ready(setup, name),
  }));
}

/**
 * What these services hold at once is bounded: a heap (MB) kept small saves half the memory. Where a message lives as long as
 * its provider takes to answer, a small young generation is emptied while all are still in use: sending took 1.3 times as long.
 */
function boundedHeap({ old, young }: { old: number; young: number }): Record<string, string> {
  const options = `--max-semi-space-size=${young} --max-old-space-size=${old}`;
  return { MALLOC_ARENA_MAX: '1', NODE_OPTIONS: options };
}

export function frontProcess(setup: LocalSetup): ProcessDefinition {
  const target = (name: string) => `http://127.0.0.1:${setup.ports[name]}`;
  return {
    name: 'front',
    entry: helper('front'),
    env: {
      PORT: String(setup.frontPort),
      ADMIN_PORT: String(setup.ports['front-admin']),
      TARGETS: JSON.stringify({ ingress: target('ingress'), survey: target('survey'), api: target('api') }),
    },
    ...ready(setup, 'front'),
    stopWithinMs: 5_000,
  };
}
