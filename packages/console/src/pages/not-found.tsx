import { Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { LonePage } from '../parts/lone-page.tsx';

export function NotFoundPage(): ReactNode {
  return (
    <LonePage title="There is no such page">
      <Text>The address may be mistyped, or what stood here was moved or deleted.</Text>
      <Button renderRoot={(props) => <Link to="/" {...props} />}>Go to the first page</Button>
    </LonePage>
  );
}
