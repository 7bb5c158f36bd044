import { ActionIcon, Kbd, Tooltip } from '@mantine/core';
import { IconKeyboard } from '@tabler/icons-react';
import { Dialog } from '../components/dialog.tsx';
import { useTexts } from '../i18n/text.tsx';
import classes from './keys-help.module.css';
import { places } from './places.ts';

interface KeysHelpProps {
  opened: boolean;
  onOpen(): void;
  onClose(): void;
}

/** The button and the sheet of keys; `?` opens it too. */
export function KeysHelp({ opened, onOpen, onClose }: KeysHelpProps) {
  const { t } = useTexts();
  const rows = [
    { keys: ['j'], does: t.keys.next },
    { keys: ['k'], does: t.keys.previous },
    { keys: ['Enter'], does: t.keys.open },
    { keys: ['x'], does: t.keys.select },
    { keys: ['/'], does: t.keys.filter },
    { keys: ['Ctrl K'], does: t.keys.search },
    { keys: ['?'], does: t.keys.show },
    { keys: ['Esc'], does: t.keys.close },
    ...places.map((place) => ({ keys: ['g', place.letter], does: t.keys.goTo(t.shell[place.key]) })),
  ];
  return (
    <>
      <Tooltip label={t.shell.help}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          onClick={onOpen}
          aria-label={t.shell.help}
          className={classes.button}
        >
          <IconKeyboard size={16} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <Dialog opened={opened} onClose={onClose} title={t.keys.title}>
        <dl className={classes.keys}>
          {rows.map((row) => (
            <div key={row.does} className={classes.row}>
              <dt>
                {row.keys.map((key, index) => (
                  <span key={key}>
                    {index > 0 && <span className={classes.then}>{t.keys.or}</span>}
                    <Kbd size="xs">{key}</Kbd>
                  </span>
                ))}
              </dt>
              <dd>{row.does}</dd>
            </div>
          ))}
        </dl>
      </Dialog>
    </>
  );
}
