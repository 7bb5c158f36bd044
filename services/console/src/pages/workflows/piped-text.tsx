import classes from './workflow-page.module.css';

/** Text with its `{{ … }}` expressions set off. */
export function PipedText({ text }: { text: string }) {
  const parts = text.split(/(\{\{[\s\S]*?\}\})/);
  return (
    <>
      {parts.map((part, index) =>
        part.startsWith('{{') ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a revision never changes
          <span key={index} className={classes.piped}>
            {part.slice(2, -2).trim()}
          </span>
        ) : (
          part
        ),
      )}
    </>
  );
}
