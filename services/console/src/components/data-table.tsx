import { Checkbox } from '@mantine/core';
import { type ReactNode, useRef } from 'react';
import { useTexts } from '../i18n/text.tsx';
import classes from './data-table.module.css';
import { isTyping, useListKeys } from './use-list-keys.ts';

export interface Column<Row> {
  key: string;
  header: string;
  cell(row: Row): ReactNode;
  /** `end` for numbers and durations. */
  align?: 'end';
  /** CSS width; the rest is shared. */
  width?: string;
  /** Left out on a phone. */
  wideOnly?: boolean;
}

interface DataTableProps<Row> {
  /** What the table lists, for screen readers. */
  label: string;
  rows: Row[];
  columns: Column<Row>[];
  rowKey(row: Row): string;
  /** Wraps the first cell in the row's link (class `row-link`); the whole row is its target. */
  link?(row: Row, children: ReactNode): ReactNode;
  isNew?(row: Row): boolean;
  selection?: Selection | undefined;
}

/** Which rows are selected, by key. */
export interface Selection {
  has(key: string): boolean;
  toggle(key: string): void;
  /** What a row is about, for screen readers. */
  nameOf(key: string): string;
  /** All rows shown, or none. */
  toggleAll(keys: string[]): void;
}

/** A dense list. `j` and `k` move between rows, Enter opens, `x` selects. */
export function DataTable<Row>({ label, rows, columns, rowKey, link, isNew, selection }: DataTableProps<Row>) {
  const { t } = useTexts();
  const keys = rows.map(rowKey);
  const selected = selection ? keys.filter((key) => selection.has(key)).length : 0;
  const body = useRef<HTMLTableSectionElement>(null);
  useListKeys(body);
  const columnClass = (column: Column<Row>) =>
    [column.align === 'end' && classes.end, column.wideOnly && classes.wideOnly].filter(Boolean).join(' ');
  return (
    <div className={classes.scroll}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            {selection && (
              <th className={classes.pick}>
                <Checkbox
                  size="xs"
                  aria-label={t.operations.selectLoaded}
                  checked={selected > 0 && selected === keys.length}
                  indeterminate={selected > 0 && selected < keys.length}
                  onChange={() => selection.toggleAll(keys)}
                />
              </th>
            )}
            {columns.map((column) => (
              <th key={column.key} scope="col" className={columnClass(column)} style={{ width: column.width }}>
                <span title={column.header}>{column.header}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              className={isNew?.(row) ? classes.arrived : undefined}
              data-linked={Boolean(link)}
              data-selected={selection?.has(rowKey(row)) || undefined}
              onKeyDown={(event) => {
                if (event.key !== 'x' || isTyping(event.nativeEvent)) return;
                selection?.toggle(rowKey(row));
              }}
            >
              {selection && (
                <td className={classes.pick}>
                  <Checkbox
                    size="xs"
                    aria-label={t.operations.select(selection.nameOf(rowKey(row)))}
                    checked={selection.has(rowKey(row))}
                    onChange={() => selection.toggle(rowKey(row))}
                  />
                </td>
              )}
              {columns.map((column, index) => (
                <td key={column.key} className={columnClass(column)}>
                  {index === 0 && link ? link(row, column.cell(row)) : column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
