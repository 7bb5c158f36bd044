import type { Activity } from '@canvass/database';
import type { WorkspaceId } from '@canvass/domain';
import type { Response } from 'express';
import { Gauge } from 'prom-client';

const open = new Gauge({ name: 'canvass_event_streams', help: 'Open live connections of the console' });
const heartbeatMs = 15_000;
const maxStreams = 2_000;

/** The live connections of this process, by workspace. */
export class EventStreams implements Disposable {
  readonly #streams = new Map<string, Set<Response>>();
  readonly #heartbeat: NodeJS.Timeout;
  #count = 0;
  #closed = false;

  constructor() {
    this.#heartbeat = setInterval(() => this.#writeToAll(': still here\n\n'), heartbeatMs);
    this.#heartbeat.unref();
  }

  /** Keeps the answer open for events of this workspace; false when this process can't take more of them. */
  open(workspaceId: WorkspaceId, response: Response): boolean {
    if (this.#count >= maxStreams || this.#closed) return false;
    response.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-cache, no-transform',
      'X-Accel-Buffering': 'no',
    });
    response.write('retry: 3000\n: connected\n\n');
    const known = this.#streams.get(workspaceId) ?? new Set();
    this.#streams.set(workspaceId, known.add(response));
    this.#count += 1;
    open.inc();
    response.once('close', () => this.#forget(workspaceId, response));
    return true;
  }

  announce({ workspaceId, topics }: Activity): void {
    const event = `event: changed\ndata: ${JSON.stringify({ topics })}\n\n`;
    for (const stream of this.#streams.get(workspaceId) ?? []) send(stream, event);
  }

  #forget(workspaceId: WorkspaceId, response: Response): void {
    const known = this.#streams.get(workspaceId);
    if (!known?.delete(response)) return;
    if (known.size === 0) this.#streams.delete(workspaceId);
    this.#count -= 1;
    open.dec();
  }

  #writeToAll(text: string): void {
    for (const streams of this.#streams.values()) for (const stream of streams) send(stream, text);
  }

  /** Ends every connection: browsers come back by themselves, to another replica. */
  [Symbol.dispose](): void {
    this.#closed = true;
    clearInterval(this.#heartbeat);
    for (const streams of [...this.#streams.values()]) for (const stream of [...streams]) stream.end();
  }
}

/** A reader that doesn't keep up is cut off instead of filling our memory: it comes back and looks at everything anew. */
function send(stream: Response, text: string): void {
  if (stream.writableLength > 65_536) stream.destroy();
  else stream.write(text);
}
