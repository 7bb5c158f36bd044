import { useMantineColorScheme } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useRights } from '../../api/rights.ts';
import { languages, ownNames } from '../../i18n/languages.ts';
import { useTexts } from '../../i18n/text.tsx';
import { places } from '../places.ts';
import { useSignOut } from '../use-sign-out.ts';
import type { SearchItem } from './search-item.ts';

/** Pages and actions: what the console can find without asking. */
export function useOwnItems(showKeys: () => void): SearchItem[] {
  const { t, language, setLanguage } = useTexts();
  const { mayWrite, mayAdminister } = useRights();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const navigate = useNavigate();
  const leave = useSignOut();
  const place = (key: string, title: string, go: { to: (typeof places)[number]['to'] }): SearchItem => ({
    ...{ key: `place ${key}`, group: 'place', title, chosen: { go } },
  });
  const action = (key: string, title: string, act: () => void): SearchItem => ({
    ...{ key: `action ${key}`, group: 'action', title, chosen: { act } },
  });
  return [
    ...places.map(({ key, to }) => place(key, t.shell[key], { to })),
    ...(mayAdminister ? [action('queues', t.shell.queues, () => void window.open('/queues', '_blank'))] : []),
    ...(mayWrite
      ? [
          action('workflow', t.search.newWorkflow, () => void navigate({ to: '/workflows', search: { create: true } })),
          action('survey', t.search.newSurvey, () => void navigate({ to: '/surveys', search: { create: true } })),
          action('source', t.search.newEventSource, () => {
            void navigate({ to: '/event-sources', search: { create: true } });
          }),
        ]
      : []),
    ...(colorScheme === 'dark' ? [] : [action('dark', t.search.switchToDark, () => setColorScheme('dark'))]),
    ...(colorScheme === 'light' ? [] : [action('light', t.search.switchToLight, () => setColorScheme('light'))]),
    ...languages
      .filter((other) => other !== language)
      .map((other) => action(other, t.search.speak(ownNames[other]), () => setLanguage(other))),
    action('keys', t.keys.show, showKeys),
    action('sign-out', t.shell.signOut, leave),
  ];
}
