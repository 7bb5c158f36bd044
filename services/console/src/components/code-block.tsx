import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTexts } from '../i18n/text.tsx';
import classes from './code-block.module.css';

/** Lines of code to take along, whole, with their button; `name` says what they are. */
export function CodeBlock({ code, name }: { code: string; name: string }) {
  const { t } = useTexts();
  return (
    <section className={classes.block} aria-label={name}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by keyboard */}
      <pre className={classes.code} tabIndex={0}>
        {code}
      </pre>
      <CopyButton value={code} timeout={2000}>
        {({ copied, copy }) => (
          <Button
            className={classes.copy}
            size="compact-xs"
            variant="default"
            leftSection={copied ? <IconCheck size={13} /> : <IconCopy size={13} />}
            onClick={copy}
            aria-label={t.common.copyWhat(name)}
            aria-live="polite"
          >
            {copied ? t.common.copied : t.common.copy}
          </Button>
        )}
      </CopyButton>
    </section>
  );
}
