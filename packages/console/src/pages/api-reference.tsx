import { ActionIcon, Anchor, Button, Code, Group, Menu, Stack, Text } from '@mantine/core';
import { IconSunMoon } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { ListSkeleton } from '../parts/list-skeleton.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { openApiQuery } from '../queries/open-api.ts';
import { ReferenceList } from '../reference/reference-list.tsx';
import { Brand } from '../shell/brand.tsx';
import { ColourScheme } from '../shell/colour-scheme.tsx';
import shell from '../shell/shell.module.css';

const route = getRouteApi('/api');

/** The API's reference, for everybody: rendered from the description that the server makes of itself. */
export function ApiReferencePage() {
  const { search } = route.useSearch();
  const navigate = route.useNavigate();
  const find = (text: string | undefined) =>
    void navigate({ search: { search: text }, replace: true });
  const description = useQuery(openApiQuery);
  return (
    <>
      <header className={shell.header}>
        <Link to="/" className={shell.home} aria-label="Keywright, home">
          <Brand />
        </Link>
        <Group gap="sm" wrap="nowrap">
          <Menu position="bottom-end" width={220}>
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Appearance">
                <IconSunMoon size={20} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <ColourScheme />
            </Menu.Dropdown>
          </Menu>
          <Button
            variant="default"
            size="sm"
            renderRoot={(props) => <Link to="/profile/user-tokens" {...props} />}
          >
            Your tokens
          </Button>
        </Group>
      </header>
      <main className={shell.main} style={{ marginInline: 'auto', maxWidth: '60rem' }}>
        <PageHeader
          title="API reference"
          about={<About version={description.data?.info.version} />}
        />
        <Stack>
          <Group>
            <SearchField label="Search endpoints" value={search} onSearch={find} />
          </Group>
          {description.isPending && <ListSkeleton rows={6} />}
          {description.error && (
            <ErrorPanel error={description.error} onRetry={() => void description.refetch()} />
          )}
          {description.data && (
            <ReferenceList
              document={description.data}
              search={search ?? ''}
              onClear={() => find(undefined)}
            />
          )}
        </Stack>
      </main>
    </>
  );
}

function About({ version }: { readonly version: string | undefined }) {
  return (
    <Text span inherit>
      Send a token in the header <Code>x-platz-token</Code>, or as{' '}
      <Code>Authorization: Bearer</Code>. Errors are JSON with a stable <Code>code</Code>, a{' '}
      <Code>message</Code> and a <Code>request_id</Code>. For programs, the same as{' '}
      <Anchor href="/api/v2/openapi.json">OpenAPI 3.1</Anchor>
      {version && `, version ${version}`}.
    </Text>
  );
}
