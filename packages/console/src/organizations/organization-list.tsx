import type { Organization } from '@keywright/sdk';
import { Button, Text } from '@mantine/core';
import { IconBuilding, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../api.ts';
import { askAgain } from '../live/ask-again.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import type { Column } from '../parts/list-table.tsx';
import { PageHeader, type Step } from '../parts/page-header.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';
import { organizationsQuery } from '../queries/organizations.ts';
import { useProfile } from '../queries/profile.ts';
import { NameList } from '../tree/name-list.tsx';
import { NameModal } from '../tree/name-modal.tsx';
import { type NameSearch, nameQueryOf } from '../tree/name-search.ts';
import { NodeName } from '../tree/node-name.tsx';

const columns: readonly Column<Organization>[] = [
  {
    header: 'Organization',
    isName: true,
    cell: (row) => <NodeName type="organization" row={row} />,
  },
  {
    header: 'Created',
    cell: ({ created_at }) => (
      <Text size="sm">
        <RelativeTime at={created_at} />
      </Text>
    ),
  },
];

interface Props {
  readonly trail: readonly Step[];
  readonly filters: NameSearch;
  readonly onFilter: (filters: NameSearch) => void;
}

/** Every organization the reader may list, and the making of new ones where the server lets them. */
export function OrganizationList({ trail, filters, onFilter }: Props) {
  const { abilities } = useProfile();
  const [creating, setCreating] = useState(false);
  const organizations = useQuery(organizationsQuery(nameQueryOf(filters)));
  return (
    <>
      <PageHeader
        title="Organizations"
        trail={trail}
        about="An organization holds projects, and the people, roles and service accounts that work in them."
        action={
          abilities.includes('create_organization') && (
            <Button leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)}>
              New organization
            </Button>
          )
        }
      />
      <NameList
        label="Organizations"
        counted={(n) => (n === 1 ? '1 organization' : `${n} organizations`)}
        columns={columns}
        query={organizations}
        filters={filters}
        onFilter={onFilter}
        empty={<NoneYet />}
      />
      {creating && <NewOrganization onClose={() => setCreating(false)} />}
    </>
  );
}

function NewOrganization({ onClose }: { readonly onClose: () => void }) {
  const navigate = useNavigate();
  const create = async (name: string) => {
    const { id } = await api.createOrganization({ body: { name } });
    void askAgain('organization');
    await navigate({ to: '/organizations/$id', params: { id } });
  };
  return (
    <NameModal
      title="New organization"
      about="A company, a department, a customer: whoever has projects and people of their own. You become its first Admin."
      confirm="Create organization"
      act={create}
      onClose={onClose}
    />
  );
}

function NoneYet() {
  return (
    <EmptyState
      icon={IconBuilding}
      title="You are in no organization yet"
      command={{
        label: 'The same from a shell',
        text: `curl -H "x-platz-token: $PLATZ_TOKEN" ${location.origin}/api/v2/organizations`,
      }}
    >
      Those you belong to will stand here. Ask an Admin of yours to add you as a Member, and name
      the e-mail address you sign in with.
    </EmptyState>
  );
}
