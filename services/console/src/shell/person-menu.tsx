import { ActionIcon, Menu, useMantineColorScheme } from '@mantine/core';
import { IconLogout, IconUser } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { signOut } from '../api/session.ts';
import { showFailure } from '../components/toasts.tsx';
import { isLanguage, languages } from '../i18n/languages.ts';
import { useTexts } from '../i18n/text.tsx';

const schemes = ['light', 'dark', 'auto'] as const;

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
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(value) => setColorScheme(schemes.find((one) => one === value) ?? 'auto')}
        >
          {schemes.map((scheme) => (
            <Menu.RadioItem key={scheme} value={scheme}>
              {schemeNames[scheme]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Label>{t.shell.language}</Menu.Label>
        <Menu.RadioGroup value={language} onChange={(value) => isLanguage(value) && setLanguage(value)}>
          {languages.map((code) => (
            <Menu.RadioItem key={code} value={code} lang={code}>
              {ownNames[code]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={14} />} onClick={() => leaving.mutate()}>
          {t.shell.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
