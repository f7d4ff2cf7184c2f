import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { late } from '../parts/late.tsx';

export const NewDeployment = late(() =>
  import('./new-deployment.tsx').then((file) => file.NewDeployment),
);

export function NewDeploymentButton({ onCreate }: { readonly onCreate: () => void }) {
  return (
    <Button leftSection={<IconPlus size={16} />} onClick={onCreate}>
      New deployment
    </Button>
  );
}
