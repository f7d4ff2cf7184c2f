import { useEffect } from 'react';

/** Gives the focus back to where it came from, once what it was used in is rendered no more. */
export function useFocusGivenBack(): void {
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      // Later, when what the act removed is gone: the row of a deleted token takes its button with it.
      setTimeout(() => {
        if (document.activeElement !== document.body) return;
        const back = before?.isConnected ? before : document.querySelector('h1');
        if (back instanceof HTMLElement) back.focus({ preventScroll: true });
      });
    };
  }, []);
}
