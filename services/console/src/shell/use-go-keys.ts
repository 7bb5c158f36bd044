import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { isTyping } from '../components/use-list-keys.ts';
import { places } from './places.ts';

const secondKeyWithinMs = 1200;

/** `g` and a letter go to a page, `?` shows the keys. */
export function useGoKeys(onHelp: () => void): void {
  const navigate = useNavigate();
  useEffect(() => {
    let armedAt = 0;
    function onKey(event: KeyboardEvent) {
      if (isTyping(event)) return;
      if (event.key === '?') return onHelp();
      if (event.key === 'g') {
        armedAt = Date.now();
        return;
      }
      const place = places.find(({ letter }) => letter === event.key);
      const armed = Date.now() - armedAt < secondKeyWithinMs;
      armedAt = 0;
      if (!armed || !place) return;
      event.preventDefault();
      event.stopImmediatePropagation(); // `j` and `k` after `g` go somewhere, they don't move in the list
      void navigate({ to: place.to });
    }
    document.addEventListener('keydown', onKey, { capture: true });
    return () => document.removeEventListener('keydown', onKey, { capture: true });
  }, [navigate, onHelp]);
}
