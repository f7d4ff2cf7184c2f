import { Modal, type ModalProps } from '@mantine/core';
import { useEffect } from 'react';

/** A dialog that is open for as long as it is rendered, and gives the focus back to where it came from. */
export function Dialog(props: Omit<ModalProps, 'opened'>) {
  useFocusGivenBack();
  return <Modal opened returnFocus={false} {...props} />;
}

function useFocusGivenBack(): void {
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
