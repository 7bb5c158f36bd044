import { ActionIcon, Menu, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconLogout, IconMoon, IconSun, IconUser } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { signOut } from '../api/session.ts';
import { showFailure } from '../components/toasts.tsx';
import { languages } from '../i18n/languages.ts';
import { useTexts } from '../i18n/text.tsx';

const schemes = [
  { value: 'light', icon: IconSun },
  { value: 'dark', icon: IconMoon },
  { value: 'auto', icon: IconDeviceDesktop },
] as const;

/** Each language in its own words, whatever the console speaks now. */
const ownNames = { en: 'English', fr: 'Français' };

export function PersonMenu({ name, email }: { name: string; email: string }) {
  const { t, language, setLanguage } = useTexts();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const navigate = useNavigate();
  const client = useQueryClient();
  const leaving = useMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      await navigate({ to: '/sign-in' });
      client.clear();
    },
    onError: (error) => showFailure(error, t),
  });
  const schemeNames = { light: t.shell.light, dark: t.shell.dark, auto: t.shell.system };
  const check = (chosen: boolean) => (chosen ? <IconCheck size={14} /> : null);
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={32} aria-label={t.shell.person}>
          <IconUser size={16} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <div className="cut">{name}</div>
          <div className="cut">{email}</div>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Label>{t.shell.theme}</Menu.Label>
        {schemes.map(({ value, icon: Icon }) => (
          <Menu.Item
            key={value}
            role="menuitemradio"
            aria-checked={value === colorScheme}
            leftSection={<Icon size={14} />}
            rightSection={check(value === colorScheme)}
            onClick={() => setColorScheme(value)}
          >
            {schemeNames[value]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t.shell.language}</Menu.Label>
        {languages.map((code) => (
          <Menu.Item
            key={code}
            lang={code}
            role="menuitemradio"
            aria-checked={code === language}
            rightSection={check(code === language)}
            onClick={() => setLanguage(code)}
          >
            {ownNames[code]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={14} />} onClick={() => leaving.mutate()}>
          {t.shell.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
