import { type RefObject, useEffect } from 'react';

/** Whether a key press belongs to what the person is typing in, or to an open dialog or menu. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  const target = event.target instanceof Element ? event.target : null;
  return Boolean(target?.closest('input, textarea, select, [contenteditable], [role="dialog"], [role="menu"]'));
}

/** `j` and `k` move the focus through the rows' links. */
export function useListKeys(container: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (isTyping(event) || (event.key !== 'j' && event.key !== 'k')) return;
      const links = [...(container.current?.querySelectorAll<HTMLElement>('.row-link') ?? [])];
      const current = links.findIndex((link) => link.matches(':focus'));
      const next = current === -1 ? 0 : current + (event.key === 'j' ? 1 : -1);
      const link = links[next];
      if (!link) return;
      event.preventDefault();
      link.focus();
      link.scrollIntoView({ block: 'nearest' });
    }
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [container]);
}
