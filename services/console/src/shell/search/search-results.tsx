import { Combobox } from '@mantine/core';
import { Status } from '../../components/status.tsx';
import { useTexts } from '../../i18n/text.tsx';
import classes from './search-dialog.module.css';
import type { SearchItem } from './search-item.ts';

/** What can be chosen, kind by kind. */
export function SearchResults({ id, items }: { id: string; items: SearchItem[] }) {
  const { t } = useTexts();
  const groups = [...Map.groupBy(items, ({ group }) => group)];
  return (
    <Combobox.Options id={id} aria-label={t.search.results} className={classes.options}>
      {groups.map(([group, members]) => (
        <Combobox.Group key={group} label={t.search.groups[group]}>
          {members.map((item) => (
            <Combobox.Option key={`${group} ${item.key}`} value={item.key} className={classes.option}>
              <span className={`${classes.title} cut`}>{item.title}</span>
              {item.detail && <span className={`${classes.detail} cut`}>{item.detail}</span>}
              {item.status && (
                <span className={classes.status}>
                  <Status tone={item.status.tone}>{item.status.word}</Status>
                </span>
              )}
            </Combobox.Option>
          ))}
        </Combobox.Group>
      ))}
    </Combobox.Options>
  );
}
