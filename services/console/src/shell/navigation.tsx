import {
  IconAddressBook,
  IconAlertOctagon,
  IconClipboardText,
  IconExternalLink,
  IconHistory,
  IconHome,
  IconKey,
  IconMailQuestion,
  IconPlayerPlay,
  IconRoute,
  IconSend,
  IconStack2,
  IconUsers,
  IconWebhook,
  IconWorldUpload,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { useTexts } from '../i18n/text.tsx';
import classes from './navigation.module.css';
import { places } from './places.ts';
import { type Me, WorkspaceSwitcher } from './workspace-switcher.tsx';

const icons: Record<(typeof places)[number]['key'], ComponentType<{ size: number; stroke: number }>> = {
  home: IconHome,
  workflows: IconRoute,
  runs: IconPlayerPlay,
  contacts: IconAddressBook,
  surveys: IconClipboardText,
  distributions: IconSend,
  eventSources: IconWebhook,
  rejections: IconAlertOctagon,
  team: IconUsers,
  apiKeys: IconKey,
  webhooks: IconWorldUpload,
  unknownDeliveries: IconMailQuestion,
  auditLog: IconHistory,
};
const groups = [null, 'people', 'asking', 'comingIn', 'settings'] as const;

interface NavigationProps {
  me: Me | null;
  /** Queues show what workers do: for administrators. */
  showQueues: boolean;
  onNavigate?(): void;
}

export function Navigation({ me, showQueues, onNavigate }: NavigationProps) {
  const { t } = useTexts();
  return (
    <nav className={classes.navigation} aria-label={t.shell.navigation}>
      <WorkspaceSwitcher me={me} />
      {groups.map((group) => (
        <div key={group ?? 'top'} className={classes.group}>
          {group && (
            <div className={classes.groupName} id={`navigation-${group}`}>
              {t.shell[group]}
            </div>
          )}
          <ul className={classes.list} aria-labelledby={group ? `navigation-${group}` : undefined}>
            {places
              .filter((place) => place.group === group && (place.key !== 'auditLog' || me?.role === 'admin'))
              .map((place) => {
                const Icon = icons[place.key];
                return (
                  <li key={place.key}>
                    <Link
                      to={place.to}
                      className={classes.link}
                      activeOptions={{ exact: place.to === '/', includeSearch: false }}
                      onClick={onNavigate}
                    >
                      <Icon size={16} stroke={1.6} />
                      {t.shell[place.key]}
                    </Link>
                  </li>
                );
              })}
            {group === 'settings' && showQueues && (
              <li>
                <a href="/queues" target="_blank" rel="noreferrer" className={classes.link}>
                  <IconStack2 size={16} stroke={1.6} />
                  {t.shell.queues}
                  <IconExternalLink size={12} className={classes.outside} aria-label={t.shell.opensInNewTab} />
                </a>
              </li>
            )}
          </ul>
        </div>
      ))}
    </nav>
  );
}
