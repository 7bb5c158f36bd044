import { salesforceIdKey } from '@canvass/domain';
import type { CanvassApi, Delivery, Run } from './canvass-api.ts';

/** What the REST API shows of the records that were sent. */
export class Followed {
  readonly #runs: ReadonlyMap<string, Run[]>;
  readonly #deliveries: ReadonlyMap<string, Delivery[]>;

  constructor(runs: readonly Run[], deliveries: readonly Delivery[]) {
    this.#runs = Map.groupBy(runs, ({ recordId }) => salesforceIdKey(recordId ?? ''));
    this.#deliveries = Map.groupBy(deliveries, ({ runId }) => runId);
  }

  runsOf(recordId: string): readonly Run[] {
    return this.#runs.get(salesforceIdKey(recordId)) ?? [];
  }

  deliveriesOf = (runId: string): readonly Delivery[] => this.#deliveries.get(runId) ?? [];
}

/** One look at what became of everything received since then. Lists are newest first. */
export async function lookSince(api: CanvassApi, since: Date): Promise<Followed> {
  const runs: Run[] = [];
  for await (const run of api.runs({ receivedAfter: since.toISOString() })) runs.push(run);
  const deliveries: Delivery[] = [];
  for await (const delivery of api.deliveries({})) {
    if (delivery.createdAt < since) break;
    deliveries.push(delivery);
  }
  return new Followed(runs, deliveries);
}

/** One look at these few records, whenever they were received: a message file may have been sent before. */
export async function lookForRecords(api: CanvassApi, recordIds: readonly string[]): Promise<Followed> {
  const runs: Run[] = [];
  const deliveries: Delivery[] = [];
  for (const recordId of new Set(recordIds)) {
    for await (const run of api.runs({ recordId })) {
      runs.push(run);
      for await (const delivery of api.deliveries({ runId: run.id })) deliveries.push(delivery);
    }
  }
  return new Followed(runs, deliveries);
}
