import { type ReactNode, useRef } from 'react';
import classes from './data-table.module.css';
import { useListKeys } from './use-list-keys.ts';

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
}

/** A dense list. `j` and `k` move between rows, Enter opens. */
export function DataTable<Row>({ label, rows, columns, rowKey, link, isNew }: DataTableProps<Row>) {
  const body = useRef<HTMLTableSectionElement>(null);
  useListKeys(body);
  const columnClass = (column: Column<Row>) =>
    [column.align === 'end' && classes.end, column.wideOnly && classes.wideOnly].filter(Boolean).join(' ');
  return (
    <div className={classes.scroll}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={columnClass(column)} style={{ width: column.width }}>
                <span title={column.header}>{column.header}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row) => (
            <tr key={rowKey(row)} className={isNew?.(row) ? classes.arrived : undefined} data-linked={Boolean(link)}>
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
