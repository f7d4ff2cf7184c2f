// Here rather than with the styles of all pages: nothing that is loaded first uses it.
import '@mantine/core/styles/Radio.layer.css';
import type { TokenPolicyEffect } from '@keywright/sdk';
import { Radio, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.ts';
import { askAgain } from '../live/ask-again.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { ListSkeleton } from '../parts/list-skeleton.tsx';
import { type NewTokenPolicy, tokenPolicyEffectQuery } from '../queries/token-policies.ts';
import { counted } from '../tree/loss-words.ts';
import { PolicyEffectView } from './policy-effect-view.tsx';

type Existing = NonNullable<NonNullable<NewTokenPolicy>['existing_tokens']>;

interface Props {
  /** The id of the site or of an organization, and what it is called in a sentence. */
  readonly place: { readonly id: string; readonly name: string };
  readonly rules: NewTokenPolicy;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}

/** Shows which tokens a policy would break, asks what becomes of them, and sets it. */
export function SavePolicyDialog({ place, rules, onSaved, onClose }: Props) {
  const { id, name } = place;
  const effect = useQuery(tokenPolicyEffectQuery(id, rules));
  const [existing, setExisting] = useState<Existing>();
  const isBreaking = (effect.data?.num_tokens ?? 0) > 0;
  const revokes = isBreaking && existing === 'revoke';
  return (
    <ConfirmDialog
      title={`Set the token policy of ${name}?`}
      confirm={effect.data && revokes ? revokeLabel(effect.data) : 'Save policy'}
      done="The token policy is set."
      isDangerous={revokes}
      isWaiting={!effect.data || (isBreaking && existing === undefined)}
      size="xl"
      act={async () => {
        await api.setTokenPolicy({
          params: { id },
          body: { ...rules, existing_tokens: revokes ? 'revoke' : 'keep' },
        });
        onSaved();
        await Promise.all([
          askAgain('token_policy'),
          revokes && askAgain('user_token'),
          revokes && askAgain('service_account_token'),
        ]);
      }}
      onClose={onClose}
    >
      {effect.data ? (
        <Stack>
          <PolicyEffectView effect={effect.data} />
          {isBreaking && <Choice value={existing} onChange={setExisting} />}
        </Stack>
      ) : effect.error ? (
        <ErrorPanel error={effect.error} onRetry={() => void effect.refetch()} />
      ) : (
        <ListSkeleton rows={2} />
      )}
    </ConfirmDialog>
  );
}

const revokeLabel = ({ num_tokens }: TokenPolicyEffect): string =>
  `Save policy and revoke ${counted(num_tokens, 'token')}`;

interface ChoiceProps {
  readonly value: Existing | undefined;
  readonly onChange: (existing: Existing) => void;
}

/** Chosen by whoever sets the policy, never for them: one of the two stops programs. */
function Choice({ value, onChange }: ChoiceProps) {
  return (
    <Radio.Group
      label="What becomes of these tokens?"
      required
      value={value ?? null}
      onChange={(next) => onChange(next === 'revoke' ? 'revoke' : 'keep')}
    >
      <Stack gap="xs" mt={6}>
        <Radio
          value="keep"
          label="Keep them"
          description="They work as before until they end or somebody revokes them. A new secret they get only within the policy."
        />
        <Radio
          value="revoke"
          label="Revoke them now"
          description="Programs that use them are refused from the next request on. Their owners can regenerate them within the policy."
        />
      </Stack>
    </Radio.Group>
  );
}
