import { alone } from './alone.ts';
import { Contender, takeTurns } from './contender.ts';
import type { Installation } from './installation.ts';
import { measureWork, type Work, type WorkMeasured } from './measure-work.ts';
import { median } from './statistics.ts';

export interface Compared {
  readonly name: string;
  readonly installation: Installation;
  readonly work: Work;
}

export interface Outcome {
  readonly name: string;
  readonly perSecond: number;
  readonly measured: readonly WorkMeasured[];
}

/** Measures the same work on several installations in turn; each stands still while another one is measured. */
export async function sideBySide(repetitions: number, compared: readonly Compared[]): Promise<Outcome[]> {
  const all = compared.map(({ installation }) => installation);
  const contenders = compared.map(
    ({ name, installation, work }) =>
      new Contender(name, () => alone(installation, all, () => measureWork(installation, work))),
  );
  await takeTurns(repetitions, contenders);
  return contenders.map(({ name, measured }) => ({
    ...{ name, measured, perSecond: median(measured.map((one) => one.perSecond)) },
  }));
}
