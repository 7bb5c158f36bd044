import { Combobox, Modal, TextInput, type TextInputProps, useCombobox, VisuallyHidden } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useId, useState } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useDelayed } from '../../components/use-delayed.ts';
import { useTexts } from '../../i18n/text.tsx';
import { hitItem } from './hit-items.ts';
import { isNamedBy } from './matching.ts';
import { searchQuery } from './queries.ts';
import { recentItems, rememberItem } from './recent.ts';
import classes from './search-dialog.module.css';
import type { SearchItem } from './search-item.ts';
import { SearchResults } from './search-results.tsx';
import { useOwnItems } from './use-own-items.ts';

interface SearchDialogProps {
  opened: boolean;
  onClose(): void;
  onShowKeys(): void;
}

const askAfterMs = 150;
const explainAfterMs = 10_000;

/** Goes anywhere and finds anything: ids, addresses, names, pages and actions, by keyboard alone. */
export function SearchDialog({ opened, onClose, onShowKeys }: SearchDialogProps) {
  const { t } = useTexts();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size={620}
      centered={false}
      yOffset="12vh"
      aria-label={t.search.title}
      attributes={{ content: { 'aria-label': t.search.title } }}
      classNames={{ content: classes.content }}
    >
      <Searching onClose={onClose} onShowKeys={onShowKeys} />
    </Modal>
  );
}

function Searching({ onClose, onShowKeys }: Omit<SearchDialogProps, 'opened'>) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const listId = useId();
  const [text, setText] = useState('');
  const wanted = text.trim();
  const [asked] = useDebouncedValue(wanted, askAfterMs);
  const query = useQuery(searchQuery(asked));
  const own = useOwnItems(onShowKeys);
  const combobox = useCombobox({ opened: true });
  const { selectFirstOption } = combobox;

  const hits = wanted.length < 2 ? [] : (query.data ?? []).map((hit) => hitItem(hit, t));
  const items: SearchItem[] =
    wanted === '' ? [...recentItems(), ...own] : [...hits, ...own.filter(({ title }) => isNamedBy(title, wanted))];
  const waiting = wanted.length >= 2 && (query.isFetching || asked !== wanted);
  const long = useDelayed(waiting, explainAfterMs);

  const shown = items.map(({ key }) => key).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever others are shown, the first of them is chosen by Enter
  useEffect(() => {
    selectFirstOption();
  }, [shown]);

  function choose(key: string) {
    const item = items.find((one) => one.key === key);
    if (!item) return;
    onClose();
    rememberItem(item);
    if ('go' in item.chosen) void navigate(item.chosen.go);
    else item.chosen.act();
  }

  return (
    <Combobox store={combobox} onOptionSubmit={choose} withinPortal={false}>
      <Combobox.EventsTarget>
        <SearchField value={text} onChange={(event) => setText(event.currentTarget.value)} listId={listId} />
      </Combobox.EventsTarget>
      <div className={classes.results} aria-busy={waiting}>
        {query.isError && wanted.length >= 2 && (
          <div className={classes.notice}>
            <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />
          </div>
        )}
        <SearchResults id={listId} items={items} />
        {items.length === 0 && !query.isError && (
          <p className={classes.nothing}>{waiting ? t.search.searching : t.search.nothing(wanted)}</p>
        )}
        {long && <p className={classes.nothing}>{t.common.stillWaiting(t.search.what)}</p>}
      </div>
      <VisuallyHidden>
        <output>{waiting ? '' : t.search.count(items.length)}</output>
      </VisuallyHidden>
    </Combobox>
  );
}

/** Says what it is to a screen reader itself: the list stands open as long as it does. */
function SearchField({ listId, ...given }: TextInputProps & { listId: string }) {
  const { t } = useTexts();
  return (
    <TextInput
      {...given}
      data-autofocus
      role="combobox"
      aria-expanded="true"
      aria-controls={listId}
      aria-autocomplete="list"
      placeholder={t.search.placeholder}
      aria-label={t.search.title}
      leftSection={<IconSearch size={16} stroke={1.6} />}
      variant="unstyled"
      classNames={{ input: classes.input, wrapper: classes.field }}
      maxLength={200}
      spellCheck={false}
      autoComplete="off"
    />
  );
}
