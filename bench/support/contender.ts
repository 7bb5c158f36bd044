/** What is measured beside others in the same run, with what each of its repetitions gave. */
export class Contender<Measured> {
  readonly name: string;
  readonly measured: Measured[] = [];
  readonly #measure: () => Promise<Measured>;

  constructor(name: string, measure: () => Promise<Measured>) {
    this.name = name;
    this.#measure = measure;
  }

  /** One repetition; a warm-up is not kept. */
  async repeat(kept: boolean): Promise<void> {
    const measured = await this.#measure();
    if (kept) this.measured.push(measured);
  }
}

/** Measures each contender once a round, in an order that turns round by round, so that all meet the same machine. */
export async function takeTurns(
  repetitions: number,
  contenders: readonly Contender<unknown>[],
  { warmUp = true }: { warmUp?: boolean } = {},
): Promise<void> {
  for (let round = warmUp ? 0 : 1; round <= repetitions; round += 1) {
    for (const contender of round % 2 === 0 ? contenders.toReversed() : contenders) {
      say(`${contender.name}: ${round === 0 ? 'warming up' : `${round} of ${repetitions}`}`);
      await contender.repeat(round > 0);
    }
  }
  say('');
}

/** Says on the terminal what goes on; the next line replaces it. */
export function say(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}
