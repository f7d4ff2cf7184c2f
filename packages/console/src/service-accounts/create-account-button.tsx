import type { ResourceRef } from '@keywright/sdk';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { late } from '../parts/late.tsx';

/** The form of a new account; to be held where nothing goes when the first account is there. */
export const CreateAccountModal = late(() =>
  import('./create-account-modal.tsx').then((file) => file.CreateAccountModal),
);

interface Props {
  readonly home: ResourceRef;
  readonly onCreate: () => void;
}

export function CreateAccountButton({ home, onCreate }: Props) {
  return (
    <Button leftSection={<IconPlus size={16} />} onClick={onCreate}>
      {home.type === 'site' ? 'New bot' : 'New service account'}
    </Button>
  );
}
