import { appendFileSync } from 'node:fs';

export interface FaultRecord {
  readonly kind: string;
  readonly startedAt: Date;
  readonly endedAt: Date;
}

/** What was done to the system and when: as lines for people, and as spans that explain what it left behind. */
export class FaultLog {
  readonly #file: string;
  readonly #print: (line: string) => void;
  readonly records: FaultRecord[] = [];
  readonly lines: { readonly at: Date; readonly text: string }[] = [];

  constructor(file: string, print: (line: string) => void) {
    this.#file = file;
    this.#print = print;
  }

  note(text: string): void {
    const at = new Date();
    this.lines.push({ at, text });
    const line = `${at.toISOString()} ${text}`;
    appendFileSync(this.#file, `${line}\n`);
    this.#print(line);
  }

  /** Does a fault, and keeps from when to when it lasted. */
  async during(kind: string, work: () => Promise<void>): Promise<void> {
    const startedAt = new Date();
    this.note(`${kind} begins`);
    try {
      await work();
    } finally {
      this.records.push({ kind, startedAt, endedAt: new Date() });
      this.note(`${kind} ends`);
    }
  }

  around(at: Date, marginMs = 10_000): string[] {
    return this.lines
      .filter((line) => Math.abs(line.at.getTime() - at.getTime()) <= marginMs)
      .map((line) => `${line.at.toISOString()} ${line.text}`);
  }
}
