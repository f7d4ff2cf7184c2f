import { Modal, type ModalProps } from '@mantine/core';
import { useFocusGivenBack } from './focus-given-back.ts';

/** A dialog that is open for as long as it is rendered, and gives the focus back to where it came from. */
export function Dialog(props: Omit<ModalProps, 'opened'>) {
  useFocusGivenBack();
  return <Modal opened returnFocus={false} {...props} />;
}
