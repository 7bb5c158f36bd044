import { createContext } from 'react';

/** Where the page writes its breadcrumb: an element of the top bar. */
export const CrumbSlot = createContext<HTMLElement | null>(null);
