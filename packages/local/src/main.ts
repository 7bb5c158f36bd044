import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { migrate } from '@canvass/database';
import { migrateQueues } from '@canvass/jobs';
import { ConfigError, parseConfig } from '@canvass/platform';
import { buildConsole } from './build-console.ts';
import { defaultPort, homeFolder, type LocalConfig, localConfig } from './config.ts';
import { type Home, HomeInUseError, openHome, writeWhole } from './home.ts';
import { chooseFrontPort, choosePorts, PortInUseError } from './ports.ts';
import { postgresFolder } from './postgres/installation.ts';
import { prepareCluster, prepareDatabase } from './postgres/prepare.ts';
import {
  frontProcess,
  frontUrl,
  type LocalSetup,
  mailboxUrl,
  portNames,
  postgresProcess,
  providerProcesses,
  serviceProcesses,
  smsUrl,
} from './processes.ts';
import { requireReachable, UnreachableError } from './reachable.ts';
import { readyScreen } from './ready-screen.ts';
import { eventSourceUrl, seedDemo } from './seed/seed.ts';
import { Supervisor } from './supervisor.ts';
import { makeWorkspace } from './workspace.ts';

const startedAt = performance.now();
const say = (line: string) => process.stdout.write(`${line}\n`);

async function startDatabase(home: Home, config: LocalConfig, ports: Record<string, number>, supervisor: Supervisor) {
  if (config.CANVASS_DATABASE_URL !== undefined) return config.CANVASS_DATABASE_URL;
  const folder = postgresFolder(home.folder);
  await prepareCluster(folder, home.state.postgresPassword);
  await supervisor.start([postgresProcess(ports, folder, home.state.postgresPassword)]);
  return prepareDatabase(ports.postgres ?? 0, home.state.postgresPassword);
}

async function start(home: Home, config: LocalConfig, supervisor: Supervisor): Promise<void> {
  const localFile = join(home.folder, 'local.json');
  await rm(localFile, { force: true }); // whoever waits for it must not read the last start's
  const firstStart = home.state.apiKey === null;
  if (firstStart) say(`Setting up Canvass in ${home.folder}; the first start takes a little longer.`);

  await requireReachable(config);
  const frontPort = await chooseFrontPort(config.PORT, home.state.ports.front, defaultPort);
  const ports = await choosePorts(portNames, home.state.ports);
  home.state.ports = { ...ports, front: frontPort };
  await home.save();

  const console = buildConsole();
  console.catch(() => {}); // awaited below; a failure before that must not end the process unseen
  const databaseUrl = await startDatabase(home, config, ports, supervisor);
  await migrate(databaseUrl);
  await migrateQueues({ DATABASE_URL: databaseUrl, REDIS_URL: config.CANVASS_REDIS_URL, QUEUE_PREFIX: '{canvass}' });

  const setup: LocalSetup = { config, state: home.state, ports, frontPort, databaseUrl };
  const services = serviceProcesses(setup);
  const apiEnvironment = services.find((service) => service.name === 'api')?.env ?? {};
  if (home.state.apiKey === null) {
    const made = await makeWorkspace(apiEnvironment, home.state.adminPassword);
    home.state.apiKey = made.apiKey ?? null;
    await home.save();
  }
  await console;
  await supervisor.start([...providerProcesses(setup), ...services, frontProcess(setup)]);

  const url = frontUrl(setup);
  const apiUrl = `${url}/api/v1`;
  const { apiKey } = home.state;
  if (apiKey === null) {
    throw new Error(
      'The database already holds the demo workspace, but this folder has no API key for it. Use another database or the folder that it was made with.',
    );
  }
  if (config.CANVASS_DEMO === 'on') {
    home.state.demo ??= await seedDemo(apiUrl, apiKey);
    await home.save();
  }
  const { demo } = home.state;

  const facts = {
    url,
    apiUrl,
    apiKey,
    eventSourceUrl: demo && (await eventSourceUrl(apiUrl, apiKey, demo.eventSourceId)),
    organizationId: demo?.organizationId ?? null,
    mailboxUrl: mailboxUrl(setup),
    smsOutboxUrl: `${smsUrl(setup)}/messages`,
    databaseUrl,
    demoWorkflowId: demo?.workflowId ?? null,
    demoSurveyId: demo?.surveyId ?? null,
  };
  await writeWhole(localFile, `${JSON.stringify(facts, null, 2)}\n`);
  say(
    readyScreen({
      ...facts,
      adminPassword: home.state.adminPassword,
      queueBackend: config.CANVASS_REDIS_URL === undefined ? 'PostgreSQL' : 'Redis',
      homeFolder: home.folder,
      secondsToReady: (performance.now() - startedAt) / 1000,
    }),
  );
}

async function run(): Promise<void> {
  const config = parseConfig(localConfig, process.env);
  await using resources = new AsyncDisposableStack();
  const home = resources.use(await openHome(homeFolder(config)));
  resources.defer(() => rm(join(home.folder, 'local.json'), { force: true }));
  const supervisor = resources.use(
    new Supervisor({ logFolder: home.logFolder, cacheFolder: join(home.folder, 'compile-cache'), say }),
  );
  const stopped = new Promise<void>((resolve) => {
    // Ctrl-C arrives more than once: from the terminal and from npm. Stopping is bounded in time, so none may cut it short.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
  const failed = start(home, config, supervisor).then(() => new Promise<never>(() => {}));
  await Promise.race([stopped, failed]);
  say('Stopping.');
}

try {
  await run();
  process.exit(0);
} catch (error) {
  process.stderr.write(`${inWords(error)}\n`);
  process.exit(1);
}

/** What the user can mend is told by its message; anything else is a fault of ours and shows where. */
function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const mendable = [ConfigError, HomeInUseError, PortInUseError, UnreachableError].some(
    (kind) => error instanceof kind,
  );
  return mendable ? error.message : (error.stack ?? error.message);
}
