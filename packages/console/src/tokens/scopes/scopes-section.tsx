import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { AnyToken } from '../any-token.ts';
import { mayDo } from '../token-acts.ts';
import type { TokenOwner } from '../use-token-owner.ts';
import { AddScopesDialog } from './add-scopes-dialog.tsx';
import { RemoveAllScopesDialog } from './remove-scopes-dialogs.tsx';
import { ScopeList } from './scope-list.tsx';

interface Props {
  readonly token: AnyToken;
  readonly owner: TokenOwner;
}

/** What a token may use. */
export function ScopesSection({ token, owner }: Props) {
  const [asked, setAsked] = useState<'add' | 'remove_all'>();
  const onClose = () => setAsked(undefined);
  const may = mayDo(token, 'add_scopes');
  return (
    <Stack component="section" gap="sm" aria-labelledby="scopes">
      <Group justify="space-between" align="flex-end" gap="sm">
        <Stack gap={2} flex="1 1 20rem">
          <Title order={2} size="h4" id="scopes">
            Scopes
          </Title>
          <Text size="sm" c="dimmed">
            {token.access === 'full' ? fullWords(owner) : scopedWords(owner)}
          </Text>
        </Stack>
        {may && (
          <Group gap="xs">
            {token.num_scopes > 0 && (
              <Button
                variant="default"
                c="var(--mantine-color-error)"
                onClick={() => setAsked('remove_all')}
              >
                Remove all…
              </Button>
            )}
            <Button leftSection={<IconPlus size={16} />} onClick={() => setAsked('add')}>
              Add scopes
            </Button>
          </Group>
        )}
      </Group>
      {token.access === 'scoped' && <ScopeList token={token} />}
      {asked === 'add' && <AddScopesDialog token={token} onClose={onClose} />}
      {asked === 'remove_all' && <RemoveAllScopesDialog token={token} onClose={onClose} />}
    </Stack>
  );
}

const fullWords = ({ words }: TokenOwner): string =>
  `This token has full access: it may do all that ${words} may. That is decided when a token is made; to narrow it, make a scoped one and revoke this.`;

const scopedWords = ({ words }: TokenOwner): string =>
  `It may do what stands here, as far as ${words} may do the same, and nothing else. It can always read and revoke itself.`;
