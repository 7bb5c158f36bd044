/** Text in pieces: what is written, and what is put in when it is used. */
export type PipedPiece = { kind: 'text'; text: string } | { kind: 'field'; expression: string };

/** Cuts `Dear {{ contact.firstName }}` into its pieces; `joinPipedText` is its inverse. */
export function splitPipedText(text: string): PipedPiece[] {
  return text
    .split(/(\{\{[\s\S]*?\}\})/)
    .filter((piece) => piece !== '')
    .map((piece) =>
      piece.startsWith('{{') && piece.endsWith('}}')
        ? { kind: 'field', expression: piece.slice(2, -2) }
        : { kind: 'text', text: piece },
    );
}

export function joinPipedText(pieces: readonly PipedPiece[]): string {
  return pieces.map((piece) => (piece.kind === 'text' ? piece.text : `{{${piece.expression}}}`)).join('');
}

/** An expression as its form shows it. */
export interface Expression {
  path: string;
  /** Written where the field is empty. */
  fallback: string;
  format: Format | null;
}
export const formats = ['upcase', 'downcase', 'capitalize', 'date'] as const;
export interface Format {
  filter: (typeof formats)[number];
  /** How a date is written: `%d/%m/%Y`. */
  pattern: string;
}

const path = String.raw`[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*|\["[^"\]]*"\])*`;
const expressionForm = new RegExp(
  String.raw`^\s*(${path})\s*(?:\|\s*(upcase|downcase|capitalize|date)\s*(?::\s*"([^"]*)"\s*)?)?(?:\|\s*default\s*:\s*"([^"]*)"\s*)?$`,
);

/** Reads an expression that the form can show; null for anything richer, which is edited as text. */
export function readExpression(expression: string): Expression | null {
  const found = expressionForm.exec(expression);
  if (found === null) return null;
  const [, where = '', filter, pattern = '', fallback = ''] = found;
  const known = formats.find((each) => each === filter);
  return { path: where, fallback, format: known === undefined ? null : { filter: known, pattern } };
}

export function writeExpression({ path: where, fallback, format }: Expression): string {
  const filter =
    format === null ? '' : ` | ${format.filter}${format.filter === 'date' ? `: "${plain(format.pattern)}"` : ''}`;
  return ` ${where}${filter}${fallback === '' ? '' : ` | default: "${plain(fallback)}"`} `;
}

/** Quotes and braces would end the expression. */
const plain = (text: string) => text.replaceAll(/["{}]/g, '');

/** Text without chips, for where only plain text can stand: a field in brackets. */
export function plainPipedText(text: string): string {
  return splitPipedText(text)
    .map((piece) => (piece.kind === 'text' ? piece.text : `[${expressionLabel(piece.expression)}]`))
    .join('');
}

/** The field's own name. */
export function expressionLabel(expression: string): string {
  const first = expression.split('|')[0]?.trim() ?? '';
  const named = /(?:\.([\w-]+)|\["([^"\]]*)"\])$/.exec(first);
  return named?.[1] ?? named?.[2] ?? first;
}

/** The path of a name below a root: `event.CaseNumber`, `event["Case number"]`. */
export function pathOf(root: string, name: string): string {
  return /^[A-Za-z_][\w]*$/.test(name) ? `${root}.${name}` : `${root}["${plain(name)}"]`;
}
