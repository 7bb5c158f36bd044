import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { NodeProcess } from './node-process.ts';

export const serviceNames = ['ingress', 'workflow-engine', 'contacts', 'distribution'] as const;
export type ServiceName = (typeof serviceNames)[number];

export interface ServiceSetting {
  readonly databaseUrl: string;
  readonly redisUrl: string | undefined;
  readonly sesUrl: string | undefined;
  readonly folder: string;
  readonly port: number;
  readonly adminPort: number;
  readonly cpuProf: string | null;
}

/** A service as the chart runs it: same variables, logs at `info` (to a file), production pool size and heap. */
export function serviceProcess(service: ServiceName, name: string, setting: ServiceSetting): NodeProcess {
  const own: Record<ServiceName, Record<string, string>> = {
    ingress: { HOST: '127.0.0.1', PORT: String(setting.port) },
    'workflow-engine': {},
    contacts: {},
    distribution: {
      PUBLIC_URL: 'https://console.bench.example',
      SURVEY_URL: 'https://survey.bench.example',
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'bench',
      AWS_SECRET_ACCESS_KEY: 'bench',
      SES_ENDPOINT: setting.sesUrl ?? 'http://127.0.0.1:1',
    },
  };
  const nodeOptions =
    service === 'ingress'
      ? ['--max-semi-space-size=2', '--max-old-space-size=192']
      : ['--max-semi-space-size=16', '--max-old-space-size=256'];
  if (setting.cpuProf !== null) {
    mkdirSync(setting.cpuProf, { recursive: true });
    nodeOptions.push(
      '--cpu-prof',
      `--cpu-prof-dir=${setting.cpuProf}`,
      `--cpu-prof-name=${name}-${process.pid}.cpuprofile`,
    );
  }
  return new NodeProcess({
    kind: service,
    entry: new URL(`../../services/${service}/src/main.ts`, import.meta.url),
    env: {
      DATABASE_URL: setting.databaseUrl,
      ...(setting.redisUrl === undefined ? {} : { REDIS_URL: setting.redisUrl }),
      ADMIN_HOST: '127.0.0.1',
      ADMIN_PORT: String(setting.adminPort),
      SHUTDOWN_GRACE_MS: '12000',
      NODE_OPTIONS: nodeOptions.join(' '),
      MALLOC_ARENA_MAX: '1',
      ...own[service],
    },
    readyUrl: `http://127.0.0.1:${setting.adminPort}/readyz`,
    logFile: join(setting.folder, 'logs', `${name}.log`),
  });
}
