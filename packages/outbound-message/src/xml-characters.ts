const nameStart = 1;
const namePart = 2;

const asciiClass = new Uint8Array(128);
for (let code = 0; code < 128; code += 1) {
  const character = String.fromCharCode(code);
  if (/[A-Za-z_]/.test(character)) asciiClass[code] = nameStart | namePart;
  else if (/[0-9.-]/.test(character)) asciiClass[code] = namePart;
}

// Productions 4 and 4a of XML 1.0 (fifth edition), above ASCII; halves of surrogate pairs count one by one.
const otherStart: readonly (readonly [number, number])[] = [
  [0xc0, 0xd6],
  [0xd8, 0xf6],
  [0xf8, 0x2ff],
  [0x370, 0x37d],
  [0x37f, 0x1fff],
  [0x200c, 0x200d],
  [0x2070, 0x218f],
  [0x2c00, 0x2fef],
  [0x3001, 0xdb7f],
  [0xdc00, 0xdfff],
  [0xf900, 0xfdcf],
  [0xfdf0, 0xfffd],
];
const otherPart: typeof otherStart = [...otherStart, [0xb7, 0xb7], [0x300, 0x36f], [0x203f, 0x2040]];
const within = (ranges: typeof otherStart, code: number) => ranges.some(([from, to]) => code >= from && code <= to);

/** May this UTF-16 code unit begin a name without colon? */
export function isNameStart(code: number): boolean {
  return code < 128 ? (asciiClass[code] ?? 0) === 3 : within(otherStart, code);
}

export function isNamePart(code: number): boolean {
  return code < 128 ? asciiClass[code] !== 0 : within(otherPart, code);
}

export function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d;
}
