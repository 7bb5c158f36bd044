import { inPlace, markdownTable } from './markdown.ts';
import type { NotificationCost } from './notification-cost.ts';

export const scalingPage = 'docs/scaling.md';

const rates = [10, 100, 1000, 10_000, 100_000];
/** A process or a server is planned to be busy for so much of the time at the peak. */
const busy = 0.6;
const poolSize = 10;
/** The year's average, as a part of the peak. */
const averageOfPeak = 0.1;
const secondsOfYear = 365 * 86_400;
const servers = ['postgres', 'redis'];

/** The page with the measured cost of a notification and the plan that follows from it. */
export function withPlan(page: string, cost: NotificationCost | null): string {
  const missing = 'Not measured yet: `npm run bench -- fleet`, then `npm run bench:docs`.';
  const parts = cost === null ? { cost: missing, plan: missing } : { cost: costTable(cost), plan: plan(cost) };
  return inPlace(inPlace(page, 'cost', parts.cost), 'plan', parts.plan);
}

function costTable({ processorMs, walBytes, storedBytes }: NotificationCost): string {
  const rows = Object.entries(processorMs).map(([kind, ms]) => [`${kind}, processor time`, `${ms.toFixed(3)} ms`]);
  return markdownTable(
    ['of one notification', 'costs'],
    [
      ...rows,
      ['write-ahead log', `${(walBytes / 1000).toFixed(1)} kB`],
      ['stored, indexes included', `${(storedBytes / 1000).toFixed(1)} kB`],
    ],
  );
}

function plan({ processorMs, walBytes, storedBytes }: NotificationCost): string {
  const services = Object.entries(processorMs).filter(([kind]) => !servers.includes(kind));
  const rows = rates.map((rate) => {
    const processes = services.map(([, ms]) => Math.max(2, cores(rate, ms)));
    const connections = processes.reduce((sum, count) => sum + count, 0) * poolSize;
    return [
      count(rate),
      ...processes.map(count),
      ...servers.map((server) => count(cores(rate, processorMs[server] ?? 0))),
      measure((rate * walBytes) / 1e6),
      measure((storedBytes * 1e6) / 1e9),
      measure((rate * averageOfPeak * secondsOfYear * storedBytes) / 1e12),
      count(connections),
    ];
  });
  const columns = ['peak/s', ...services.map(([kind]) => kind), ...servers.map((server) => `${server} cores`)];
  return markdownTable([...columns, 'WAL MB/s', 'GB a million', 'TB a year', 'connections'], rows);
}

const cores = (rate: number, ms: number) => Math.ceil((rate * ms) / 1000 / busy);
const count = (value: number) => value.toLocaleString('en');
const measure = (value: number) => (value >= 10 ? count(Math.round(value)) : value.toFixed(value >= 1 ? 1 : 2));
