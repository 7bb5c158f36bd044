import { ActionIcon, Button, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTexts } from '../i18n/text.tsx';
import classes from './copy-field.module.css';

interface CopyFieldProps {
  value: string;
  /** What is copied: "the URL". */
  name: string;
  /** One of many on a page: its button does not stand out. */
  quiet?: boolean;
}

/** A value to take along, whole and selectable, with its button. */
export function CopyField({ value, name, quiet = false }: CopyFieldProps) {
  const { t } = useTexts();
  return (
    <div className={classes.field}>
      <input
        className={classes.value}
        value={value}
        readOnly
        aria-label={name}
        onFocus={(event) => event.target.select()}
      />
      <CopyButton value={value} timeout={2000}>
        {({ copied, copy }) => (
          <Button
            size="compact-sm"
            variant={copied ? 'light' : quiet ? 'subtle' : 'filled'}
            leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            onClick={copy}
            aria-label={t.common.copyWhat(name)}
            aria-live="polite"
          >
            {copied ? t.common.copied : t.common.copy}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}

/** An id in a line of text: monospace, cut if long, copied by its small button. */
export function CopyInline({ value, name, shown }: { value: string; name: string; shown?: string }) {
  const { t } = useTexts();
  return (
    <span className={classes.inline}>
      <span className={`mono cut ${classes.inlineValue}`} title={value}>
        {shown ?? value}
      </span>
      <CopyButton value={value} timeout={2000}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? t.common.copied : t.common.copyWhat(name)}>
            <ActionIcon
              size={20}
              variant="subtle"
              color={copied ? 'accent' : 'gray'}
              onClick={copy}
              aria-label={copied ? t.common.copied : t.common.copyWhat(name)}
            >
              {copied ? <IconCheck size={13} /> : <IconCopy size={13} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </span>
  );
}
