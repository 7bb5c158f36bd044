import { ActionIcon, NativeSelect, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { Resource } from '../../api/client.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Status } from '../../components/status.tsx';
import { RelativeTime } from '../../components/time.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { isFieldType, useFieldTypeChoices } from './field-types.ts';
import classes from './fields-tab.module.css';
import { useFieldChanges } from './use-field-changes.ts';

type Field = Resource<'EventSourceField'>;

/** The fields that the event source knows, with a value of the latest message. */
export function FieldTable({ source, editable }: { source: Resource<'EventSource'>; editable: boolean }) {
  const { t } = useTexts();
  const choices = useFieldTypeChoices();
  const changes = useFieldChanges(source.id);
  if (source.fields.length === 0) return <p className="dim">{t.eventSources.noFields}</p>;

  const setType = ({ name }: Field, type: string) => {
    if (!isFieldType(type)) return;
    changes.mutate({ change: { fields: [{ name, type }] }, done: t.salesforceSetup.typeSaved(name) });
  };
  const remove = ({ name }: Field) =>
    changes.mutate({ change: { removedFields: [name] }, done: t.salesforceSetup.fieldRemoved(name) });

  const columns: Column<Field>[] = [
    { key: 'name', header: t.eventSources.fieldName, cell: (field) => <span className="mono">{field.name}</span> },
    {
      key: 'type',
      header: t.eventSources.fieldType,
      width: '190px',
      cell: (field) =>
        editable ? (
          <NativeSelect
            size="xs"
            className={classes.type}
            aria-label={t.salesforceSetup.typeOf(field.name)}
            data={choices}
            value={field.type}
            onChange={(event) => setType(field, event.currentTarget.value)}
          />
        ) : (
          t.eventSources.fieldTypes[field.type]
        ),
    },
    {
      key: 'example',
      header: t.eventSources.example,
      wideOnly: true,
      cell: (field) => field.example ?? <span className="dim">–</span>,
    },
    {
      key: 'seen',
      header: t.eventSources.lastSeen,
      width: '200px',
      wideOnly: true,
      cell: (field) => <Seen field={field} />,
    },
  ];
  if (editable) {
    columns.push({
      key: 'remove',
      header: '',
      width: '40px',
      align: 'end',
      cell: (field) => (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t.salesforceSetup.removeField(field.name)}
          onClick={() => remove(field)}
        >
          <IconX size={14} />
        </ActionIcon>
      ),
    });
  }
  return (
    <DataTable
      label={t.eventSources.tabs.fields}
      rows={source.fields}
      columns={columns}
      rowKey={(field) => field.name}
    />
  );
}

function Seen({ field }: { field: Field }) {
  const { t } = useTexts();
  if (field.lastSeenAt === null) return <span className="dim">{t.eventSources.never}</span>;
  if (field.silentSince === null) return <RelativeTime at={field.lastSeenAt} />;
  return (
    <Tooltip label={t.salesforceSetup.silentHint} multiline w={260}>
      <span className={classes.silent}>
        <Status tone="partly">{t.salesforceSetup.silent}</Status>
        <RelativeTime at={field.silentSince} />
      </span>
    </Tooltip>
  );
}
