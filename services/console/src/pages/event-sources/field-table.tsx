import type { Resource } from '../../api/client.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { RelativeTime } from '../../components/time.tsx';
import { useTexts } from '../../i18n/text.tsx';

/** The fields that the event source knows, with a value of the latest message. */
export function FieldTable({ fields }: { fields: Resource<'EventSourceField'>[] }) {
  const { t } = useTexts();
  if (fields.length === 0) return <p className="dim">{t.eventSources.noFields}</p>;
  const columns: Column<Resource<'EventSourceField'>>[] = [
    { key: 'name', header: t.eventSources.fieldName, cell: (field) => <span className="mono">{field.name}</span> },
    { key: 'type', header: t.eventSources.fieldType, cell: (field) => t.eventSources.fieldTypes[field.type] },
    {
      key: 'example',
      header: t.eventSources.example,
      wideOnly: true,
      cell: (field) => field.example ?? <span className="dim">–</span>,
    },
    {
      key: 'seen',
      header: t.eventSources.lastSeen,
      width: '140px',
      wideOnly: true,
      cell: (field) =>
        field.lastSeenAt ? <RelativeTime at={field.lastSeenAt} /> : <span className="dim">{t.eventSources.never}</span>,
    },
  ];
  return (
    <DataTable label={t.eventSources.tabs.fields} rows={fields} columns={columns} rowKey={(field) => field.name} />
  );
}
