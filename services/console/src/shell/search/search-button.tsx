import { Kbd, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTexts } from '../../i18n/text.tsx';
import classes from './search-button.module.css';

/** Loaded when it is first opened: no page waits for it. */
const SearchDialog = lazy(async () => ({ default: (await import('./search-dialog.tsx')).SearchDialog }));

const isApple = /mac|iphone|ipad/i.test(navigator.platform);

/** The field at the top that opens the search; Ctrl-K (⌘K) opens it from anywhere, even while typing. */
export function SearchButton({ onShowKeys }: { onShowKeys(): void }) {
  const { t } = useTexts();
  const [opened, setOpened] = useState(false);
  const [everOpened, setEverOpened] = useState(false);
  if (opened && !everOpened) setEverOpened(true);
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      setOpened((was) => !was);
    }
    document.addEventListener('keydown', onKey, { capture: true });
    return () => document.removeEventListener('keydown', onKey, { capture: true });
  }, []);
  return (
    <>
      <UnstyledButton className={classes.button} onClick={() => setOpened(true)} aria-keyshortcuts="Control+K Meta+K">
        <IconSearch size={15} stroke={1.6} aria-hidden="true" />
        <span className={classes.label}>{t.search.title}</span>
        <Kbd size="xs" className={classes.keys} aria-hidden="true">
          {isApple ? '⌘K' : 'Ctrl K'}
        </Kbd>
      </UnstyledButton>
      {everOpened && (
        <Suspense fallback={null}>
          <SearchDialog opened={opened} onClose={() => setOpened(false)} onShowKeys={onShowKeys} />
        </Suspense>
      )}
    </>
  );
}
