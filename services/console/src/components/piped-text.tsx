import { useTexts } from '../i18n/text.tsx';
import { chipWords } from './chip-words.ts';
import { splitPipedText } from './piped-expression.ts';
import classes from './piped-text.module.css';

/** Text with its `{{ … }}` as chips: the field's name, and what is done to it. */
export function PipedText({ text }: { text: string }) {
  return splitPipedText(text).map((piece, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces have nothing else to tell them apart
    piece.kind === 'text' ? piece.text : <Chip key={index} expression={piece.expression} />,
  );
}

/** A message as it reads, without its HTML. */
export function PipedMessage({ html }: { html: string }) {
  return (
    <div className={classes.message}>
      <PipedText text={readableText(html)} />
    </div>
  );
}

function Chip({ expression }: { expression: string }) {
  const { t } = useTexts();
  const { label, note } = chipWords(expression, t);
  return (
    <span className={classes.chip} title={`{{${expression}}}`}>
      {label}
      {note !== '' && <span className={classes.note}>{note}</span>}
    </span>
  );
}

const endOfBlock = /<\/(?:p|div|li|h[1-6]|tr|blockquote)>|<br\s*\/?>/gi;

/** The text of a message: a line a block, links by their words. Never put into a page as HTML. */
function readableText(html: string): string {
  const lines = html.replaceAll(endOfBlock, '$&\n');
  const text = new DOMParser().parseFromString(lines, 'text/html').body.textContent ?? '';
  return text.replaceAll(/[ \t]*\n\s*/g, '\n').trim();
}
