import type { TokenPolicy } from '@keywright/sdk';
import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { late } from '../parts/late.tsx';
import {
  daysProblem,
  draftOfPolicy,
  isSamePolicy,
  type PolicyDraft,
  rulesOf,
  usesProblem,
} from './policy-draft.ts';
import { aboutDays } from './policy-words.ts';

const SavePolicyDialog = late(() =>
  import('./save-policy-dialog.tsx').then((file) => file.SavePolicyDialog),
);

interface Props {
  readonly policy: TokenPolicy;
  /** What it is of, in a sentence: "this site". */
  readonly of: string;
}

/** What tokens may be made, to be changed; nothing is set before its effect was shown. */
export function PolicyForm({ policy, of }: Props) {
  const stored = JSON.stringify(draftOfPolicy(policy));
  const [start, setStart] = useState<PolicyDraft>(() => draftOfPolicy(policy));
  const [draft, setDraft] = useState(start);
  const [asking, setAsking] = useState(false);
  const [isTried, setTried] = useState(false);
  const problems = { days: daysProblem(draft), uses: usesProblem(draft) };
  const isWrong = Object.values(problems).some((problem) => problem !== undefined);
  const isDirty = isWrong || !isSamePolicy(draft, start);
  // What others set meanwhile is shown, unless something is being changed here.
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the stored one changes, and not while one types
  useEffect(() => {
    const next = JSON.parse(stored) as PolicyDraft;
    setStart(next);
    if (!isDirty) setDraft(next);
  }, [stored]);
  const set = (change: Partial<PolicyDraft>) => setDraft({ ...draft, ...change });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!isWrong) setAsking(true);
      }}
    >
      <Stack>
        <Checkbox
          label="Limit how long tokens may live"
          description="Counted from the making of a token, or of its new secret."
          checked={draft.isLimited}
          onChange={({ currentTarget }) => set({ isLimited: currentTarget.checked })}
        />
        {draft.isLimited && (
          <TextInput
            label="Longest life in days"
            inputMode="numeric"
            maw="16rem"
            ml={{ base: 0, sm: 32 }}
            value={draft.days}
            error={isTried && problems.days}
            description={problems.days === undefined ? aboutDays(Number(draft.days)) : undefined}
            onChange={({ currentTarget }) => set({ days: currentTarget.value })}
          />
        )}
        <Checkbox
          label="Allow tokens that never end"
          description={
            draft.isLimited
              ? 'Not while there is a longest life.'
              : 'Off: everybody who makes a token says when it ends.'
          }
          disabled={draft.isLimited}
          checked={draft.allowsNeverEnding && !draft.isLimited}
          onChange={({ currentTarget }) => set({ allowsNeverEnding: currentTarget.checked })}
        />
        <Checkbox
          label="Allow tokens with full access"
          description="Off: every new token is scoped, and can do what its scopes name. Programs that make tokens as Platz does are refused."
          checked={draft.allowsFullAccess}
          onChange={({ currentTarget }) => set({ allowsFullAccess: currentTarget.checked })}
        />
        <Checkbox
          label="Limit how often each token may be used"
          description="Counted by each server for itself: three servers allow three times as many. Beyond it a token is answered 429 until the minute is over."
          checked={draft.isRated}
          onChange={({ currentTarget }) => set({ isRated: currentTarget.checked })}
        />
        {draft.isRated && (
          <TextInput
            label="Most uses a minute"
            inputMode="numeric"
            maw="16rem"
            ml={{ base: 0, sm: 32 }}
            value={draft.perMinute}
            error={isTried && problems.uses}
            onChange={({ currentTarget }) => set({ perMinute: currentTarget.value })}
          />
        )}
        <Group justify="space-between">
          <Text size="sm" c="dimmed" flex="1 1 14rem">
            {isDirty && 'Nothing changes before you have seen which tokens it concerns.'}
          </Text>
          <Group gap="sm">
            <Button variant="default" disabled={!isDirty} onClick={() => setDraft(start)}>
              Undo changes
            </Button>
            <Button type="submit" disabled={!isDirty}>
              Preview
            </Button>
          </Group>
        </Group>
      </Stack>
      {asking && (
        <SavePolicyDialog
          place={{ id: policy.resource.id, name: of }}
          rules={rulesOf(draft)}
          onSaved={() => setStart(draft)}
          onClose={() => setAsking(false)}
        />
      )}
    </form>
  );
}
