import { ActionIcon, Menu, useMantineColorScheme } from '@mantine/core';
import { IconLogout, IconUser, IconUserEdit } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { isLanguage, languages, ownNames } from '../i18n/languages.ts';
import { useTexts } from '../i18n/text.tsx';
import { useSignOut } from './use-sign-out.ts';

const schemes = ['light', 'dark', 'auto'] as const;

export function PersonMenu({ name, email }: { name: string; email: string }) {
  const { t, language, setLanguage } = useTexts();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const leave = useSignOut();
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
        <Menu.Item
          leftSection={<IconUserEdit size={14} />}
          renderRoot={(props) => <Link to="/settings/profile" {...props} />}
        >
          {t.shell.profile}
        </Menu.Item>
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
        <Menu.Item leftSection={<IconLogout size={14} />} onClick={leave}>
          {t.shell.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
