import { ActionIcon, Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconMenu2 } from '@tabler/icons-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { meQuery } from '../api/session.ts';
import { CrumbSlot } from '../components/crumb-slot.ts';
import { useTexts } from '../i18n/text.tsx';
import { useLive } from '../live/use-live.ts';
import { KeysHelp } from './keys-help.tsx';
import { LiveDot } from './live-dot.tsx';
import { Navigation } from './navigation.tsx';
import { PersonMenu } from './person-menu.tsx';
import { SearchButton } from './search/search-button.tsx';
import classes from './shell.module.css';
import { useGoKeys } from './use-go-keys.ts';

/** What stands around every page of a signed-in person. */
export function Shell() {
  const { t } = useTexts();
  const { data: me } = useSuspenseQuery(meQuery);
  const live = useLive();
  const [crumbs, setCrumbs] = useState<HTMLElement | null>(null);
  const [drawer, { open: openDrawer, close: closeDrawer }] = useDisclosure(false);
  const [help, { open: openHelp, close: closeHelp }] = useDisclosure(false);
  useGoKeys(useCallback(() => openHelp(), [openHelp]));

  const navigation = {
    me,
    showQueues: me?.role === 'admin',
  };
  return (
    <div className={classes.shell}>
      <a href="#content" className="skip-link">
        {t.shell.skip}
      </a>
      <aside className={classes.rail}>
        <Navigation {...navigation} />
      </aside>
      <Drawer
        opened={drawer}
        onClose={closeDrawer}
        size={280}
        withCloseButton={false}
        attributes={{ content: { 'aria-label': t.shell.navigation } }}
        styles={{ body: { padding: 0 } }}
      >
        <Navigation {...navigation} onNavigate={closeDrawer} />
      </Drawer>
      <div className={classes.main}>
        <header className={classes.bar}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            className={classes.menuButton}
            aria-label={t.shell.openNavigation}
            onClick={openDrawer}
          >
            <IconMenu2 size={18} stroke={1.6} />
          </ActionIcon>
          <nav ref={setCrumbs} className={classes.crumbs} aria-label={t.shell.breadcrumb} />
          <SearchButton onShowKeys={openHelp} />
          <LiveDot state={live} />
          <KeysHelp opened={help} onOpen={openHelp} onClose={closeHelp} />
          {me?.user && <PersonMenu name={me.user.name} email={me.user.email} />}
        </header>
        <main id="content" tabIndex={-1} className={classes.content}>
          <CrumbSlot value={crumbs}>
            <Outlet />
          </CrumbSlot>
        </main>
      </div>
    </div>
  );
}
