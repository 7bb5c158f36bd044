/** How a text message is counted: each segment is charged and sent on its own. */
export interface TextMessageLength {
  /** `gsm-7` takes 160 characters in one segment, `ucs-2` (any character outside of that alphabet) takes 70. */
  readonly encoding: 'gsm-7' | 'ucs-2';
  /** Units of the encoding: some characters of GSM-7 take two, an emoji takes two or more of UCS-2. */
  readonly units: number;
  readonly segments: number;
}

const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const units = new Map<string, number>([...[...basic].map((each) => [each, 1] as const)]);
for (const escaped of '\f^{}\\[~]|€') units.set(escaped, 2);

/** Units of one segment, alone and as a part of several (whose header takes room). */
const capacity = { 'gsm-7': { alone: 160, part: 153 }, 'ucs-2': { alone: 70, part: 67 } } as const;

/** Counts a text message as phones and providers do (3GPP TS 23.038). */
export function textMessageLength(text: string): TextMessageLength {
  const characters = [...text];
  const sizes = characters.map((character) => units.get(character));
  const isBasic = sizes.every((size) => size !== undefined);
  const encoding = isBasic ? 'gsm-7' : 'ucs-2';
  const lengths = isBasic ? sizes.map((size) => size ?? 1) : characters.map((character) => character.length);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const { alone, part } = capacity[encoding];
  return { encoding, units: total, segments: total <= alone ? 1 : segmentsOf(lengths, part) };
}

/** A character that takes two units is never cut in two. */
function segmentsOf(lengths: readonly number[], room: number): number {
  let segments = 1;
  let used = 0;
  for (const length of lengths) {
    if (used + length > room) {
      segments += 1;
      used = 0;
    }
    used += length;
  }
  return segments;
}
