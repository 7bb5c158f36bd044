import { parseOutboundMessage } from '@canvass/outbound-message';
import { XMLParser } from 'fast-xml-parser';
import type { Bench } from './support/bench.ts';
import { Contender, takeTurns } from './support/contender.ts';
import { messageTemplate } from './support/message-template.ts';
import { median } from './support/statistics.ts';

const plain = new XMLParser();
const parsers = [
  { name: 'ours', parse: (bytes: Buffer) => parseOutboundMessage(bytes).kind === 'message' },
  { name: 'plain', parse: (bytes: Buffer) => plain.parse(bytes.toString('utf8')) !== null },
];

/** The parser alone, in this process: from bytes to checked notifications; beside fast-xml-parser as it comes. */
export const parse: Bench = {
  name: 'parse',
  summary: 'notifications parsed and checked per second; beside a plain parse of fast-xml-parser',
  async run({ repetitions, count }) {
    const rows = [];
    for (const perMessage of [100, 1]) {
      const messages = Math.ceil((count ?? 20_000) / perMessage);
      const next = messageTemplate(perMessage, { people: 1000 });
      const bodies = Array.from({ length: messages }, () => Buffer.from(next()));
      const [ours, theirs] = parsers.map(
        ({ name, parse }) =>
          new Contender(`${name}, messages of ${perMessage}`, async () => rate(bodies, perMessage, parse)),
      );
      if (ours === undefined || theirs === undefined) throw new Error('two parsers are compared');
      await takeTurns(repetitions, [ours, theirs]);
      const medians = { ours: median(ours.measured), plain: median(theirs.measured) };
      const ratio = medians.ours / medians.plain;
      rows.push({ perMessage, ...medians, ratio, measured: { ours: ours.measured, plain: theirs.measured } });
    }
    return {
      table: rows.map(({ perMessage, ours, plain, ratio }) => ({
        'per message': perMessage,
        'parsed and checked /s': Math.round(ours),
        'plain fast-xml-parser /s': Math.round(plain),
        ratio: ratio.toFixed(2),
      })),
      notes: ['One process. Ours decodes, checks and types; the plain one decodes and makes an object of the XML'],
      goals: rows.map(({ perMessage, ratio }) => ({
        ...{ figure: `of a plain parse, messages of ${perMessage}`, value: ratio, least: 0.9, aim: 1.5 },
      })),
      raw: rows,
    };
  },
};

function rate(bodies: readonly Buffer[], perMessage: number, understood: (bytes: Buffer) => boolean): number {
  const startedAt = performance.now();
  for (const body of bodies) if (!understood(body)) throw new Error('a message was not understood');
  return (bodies.length * perMessage * 1000) / (performance.now() - startedAt);
}
