import { siteId } from '@keywright/sdk';
import { Stack } from '@mantine/core';
import { PageHeader } from '../parts/page-header.tsx';
import { useSettingsOf } from '../tree/settings-context.ts';
import { UnusedSection } from '../usage/unused-section.tsx';
import { UsageSection } from '../usage/usage-section.tsx';

/** How all tokens of the site are used. */
export function UsagePage() {
  return (
    <>
      <PageHeader
        title="Use"
        trail={[{ label: 'Site administration', to: '/admin/users' }]}
        about="How often tokens are checked, how that ends, and which of them nobody needs any more."
      />
      <Both id={siteId} about="All tokens: of people, service accounts, bots and deployments." />
    </>
  );
}

/** The same of what is at home in an organization or project. */
export function SettingsUsage() {
  const { resource } = useSettingsOf();
  return (
    <Both
      key={resource.id}
      id={resource.id}
      about="Tokens of the service accounts and deployments at home here, when they were used. People’s own tokens are counted for the site alone."
    />
  );
}

function Both({ id, about }: { readonly id: string; readonly about: string }) {
  return (
    <Stack gap="xl">
      <UsageSection subject={{ kind: 'resource', id }} about={about} />
      <UnusedSection whose={{ resource_id: id }} />
    </Stack>
  );
}
