/** Waits that end early when somebody rings; a ring while nobody waits ends the next wait at once. */
export class Alarm {
  #rung = false;
  #onRing: (() => void) | null = null;

  ring(): void {
    this.#rung = true;
    this.#onRing?.();
  }

  async wait(timeoutMs: number, signal: AbortSignal): Promise<void> {
    if (!this.#rung && timeoutMs > 0 && !signal.aborted) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, timeoutMs);
      const onAbort = () => resolve();
      this.#onRing = resolve;
      signal.addEventListener('abort', onAbort);
      await promise;
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    }
    this.#onRing = null;
    this.#rung = false;
  }
}
