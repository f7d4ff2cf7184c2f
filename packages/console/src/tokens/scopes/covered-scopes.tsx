import type { AddedTokenScopes } from '@keywright/sdk';
import { Button, Group, List, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { ErrorPanel } from '../../parts/error-panel.tsx';
import { notify } from '../../parts/notify.ts';
import type { AnyToken } from '../any-token.ts';
import { refreshTokens } from '../token-calls.ts';
import { scopeCallsOf } from './scope-calls.ts';
import { scopeSentence } from './scope-sentence.ts';

interface Props {
  readonly token: AnyToken;
  readonly added: AddedTokenScopes;
  readonly onClose: () => void;
}

/** How many are named; the rest is counted. */
const shown = 12;

/** The older scopes that the new ones make needless, and whether they are to go. */
export function CoveredScopes({ token, added: { covered }, onClose }: Props) {
  const removing = useMutation({
    mutationFn: () => scopeCallsOf(token).removeSome(covered.map(({ id }) => id)),
    onSuccess: () => {
      const count = covered.length;
      notify({
        message: count === 1 ? '1 needless scope removed.' : `${count} needless scopes removed.`,
        color: 'green',
      });
      void refreshTokens(token);
      onClose();
    },
  });
  return (
    <Stack>
      <Text size="sm">
        The new scopes are added. They let the token do all that{' '}
        {covered.length === 1 ? 'this older one does' : `these ${covered.length} older ones do`}:
      </Text>
      <List size="sm" spacing={4}>
        {covered.slice(0, shown).map((scope) => (
          <List.Item key={scope.id}>{scopeSentence(scope)}</List.Item>
        ))}
        {covered.length > shown && <List.Item>and {covered.length - shown} more</List.Item>}
      </List>
      <Text size="sm" c="dimmed">
        Kept, {covered.length === 1 ? 'it matters' : 'they matter'} again once the wider ones are
        removed.
      </Text>
      {removing.error && <ErrorPanel error={removing.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {covered.length === 1 ? 'Keep it' : 'Keep them'}
        </Button>
        <Button loading={removing.isPending} onClick={() => removing.mutate()} data-autofocus>
          {covered.length === 1 ? 'Remove it' : 'Remove them'}
        </Button>
      </Group>
    </Stack>
  );
}
