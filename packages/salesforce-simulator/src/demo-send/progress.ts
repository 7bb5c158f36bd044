const barWidth = 30;
const plainLineEveryMs = 2000;

/** A progress bar on a terminal; elsewhere a line now and then, when something changed. */
export class Progress {
  readonly #stream: NodeJS.WriteStream;
  readonly #startedAt = Date.now();
  #last = '';
  #lastAt = 0;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  show(what: string, done: number, total: number): void {
    const text = `${what} ${done}/${total}`;
    if (this.#stream.isTTY) {
      const filled = Math.round((done / total) * barWidth);
      const seconds = Math.round((Date.now() - this.#startedAt) / 1000);
      this.#stream.write(`\r\u001b[2K${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)} ${text} · ${seconds} s`);
    } else if (text !== this.#last && (done === total || Date.now() - this.#lastAt >= plainLineEveryMs)) {
      this.#stream.write(`${text}\n`);
      this.#lastAt = Date.now();
      this.#last = text;
    }
  }

  end(): void {
    if (this.#stream.isTTY) this.#stream.write('\r\u001b[2K');
  }
}
