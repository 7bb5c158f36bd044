import { deliveryStatuses, runStatuses } from '@canvass/domain';
import { z } from 'zod';

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** A run as the REST API shows it, as far as it is used here. */
export const Run = z.object({
  id: z.string(),
  status: z.enum(runStatuses),
  recordId: z.string().nullable(),
  receivedAt: instant,
  tasks: z.array(
    z.object({
      type: z.string(),
      status: z.string(),
      output: z.record(z.string(), z.unknown()).nullable(),
      error: z.object({ code: z.string(), sentence: z.string() }).nullable(),
    }),
  ),
});
export type Run = z.output<typeof Run>;

export const Delivery = z.object({
  id: z.string(),
  runId: z.string(),
  channel: z.enum(['email', 'sms']),
  status: z.enum(deliveryStatuses),
  error: z.object({ sentence: z.string() }).nullable(),
  createdAt: instant,
  sentAt: instant.nullable(),
});
export type Delivery = z.output<typeof Delivery>;

/** Reads lists of the REST API, all pages of them. */
export class CanvassApi {
  readonly #baseUrl: string;
  readonly #apiKey: string;

  constructor(baseUrl: string, apiKey: string) {
    this.#baseUrl = baseUrl.replace(/\/$/, '');
    this.#apiKey = apiKey;
  }

  runs(query: Record<string, string>): AsyncGenerator<Run> {
    return this.#list('/runs', query, Run);
  }

  deliveries(query: Record<string, string>): AsyncGenerator<Delivery> {
    return this.#list('/deliveries', query, Delivery);
  }

  async *#list<Item>(path: string, query: Record<string, string>, item: z.ZodType<Item>): AsyncGenerator<Item> {
    const page = z.object({ data: z.array(item), nextCursor: z.string().nullable() });
    let cursor: string | null = null;
    do {
      const search = new URLSearchParams({ limit: '200', ...query, ...(cursor === null ? {} : { cursor }) });
      const response = await fetch(`${this.#baseUrl}${path}?${search}`, {
        headers: { Authorization: `Bearer ${this.#apiKey}` },
        signal: AbortSignal.timeout(30_000),
      });
      if (!response.ok) throw new Error(`GET ${path} answered ${response.status}`);
      const { data, nextCursor } = page.parse(await response.json());
      yield* data;
      cursor = nextCursor;
    } while (cursor !== null);
  }
}
