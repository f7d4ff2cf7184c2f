import type { Entity } from '@keywright/sdk';
import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { CopyableId } from '../parts/copyable-id.tsx';
import { Facts } from '../parts/facts.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';
import { useProfile } from '../queries/profile.ts';

/** Where an entity stands and since when; what it is stands above. */
export function EntityFacts({ entity }: { readonly entity: Entity }) {
  const { id, project, organization, created_at, updated_at } = entity;
  const { abilities } = useProfile();
  const facts: (readonly [string, ReactNode] | false)[] = [
    ['Project', `${organization.name} / ${project.name}`],
    ['Project id', <CopyableId key="project" id={project.id} label="project id" />],
    ['Created', <RelativeTime key="created" at={created_at} />],
    ['Changed', <RelativeTime key="changed" at={updated_at} />],
    abilities.includes('read_audit') && ['Audit record', <Recorded key="audit" id={id} />],
  ];
  return <Facts facts={facts.filter((fact) => fact !== false)} />;
}

function Recorded({ id }: { readonly id: string }) {
  return (
    <Anchor
      inherit
      renderRoot={(props) => <Link to="/admin/audit" search={{ target: id }} {...props} />}
    >
      What was done to it
    </Anchor>
  );
}
