import type { TokenPolicy } from '@keywright/sdk';
import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { CopyableText } from '../parts/copyable-text.tsx';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { Facts } from '../parts/facts.tsx';
import { ListSkeleton } from '../parts/list-skeleton.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';
import { tokenPolicyQuery } from '../queries/token-policies.ts';
import { SettingsSection } from '../tree/settings-section.tsx';
import { PolicyForm } from './policy-form.tsx';
import { daysWords } from './policy-words.ts';

interface Props {
  /** The id of the site or of an organization. */
  readonly id: string;
  /** What it is called in a sentence: "this site". */
  readonly name: string;
  /** For whose tokens it counts, and beside which others. */
  readonly about: string;
}

/** What tokens may be made somewhere: to read, and for who may, to change. */
export function PolicyPanel({ id, name, about }: Props) {
  const policy = useQuery(tokenPolicyQuery(id));
  if (policy.isPending) return <ListSkeleton rows={3} />;
  if (!policy.data) {
    return <ErrorPanel error={policy.error} onRetry={() => void policy.refetch()} />;
  }
  const { updated_at, abilities } = policy.data;
  return (
    <Stack gap="lg">
      <SettingsSection title="What tokens may be made" about={about}>
        <Text size="sm" c="dimmed">
          {updated_at ? (
            <>
              Set <RelativeTime at={updated_at} />.
            </>
          ) : (
            'Never set: any token may be made.'
          )}
        </Text>
        {abilities.includes('update') ? (
          <PolicyForm policy={policy.data} of={name} />
        ) : (
          <Rules policy={policy.data} />
        )}
      </SettingsSection>
      <SettingsSection title="From a shell" about="dry_run=true names the tokens it would break.">
        <CopyableText
          label="Read it"
          text={`curl -H "x-platz-token: $PLATZ_TOKEN" ${address(id)}`}
        />
        {abilities.includes('update') && (
          <CopyableText
            label="Try one"
            text={`curl -X PUT -H "x-platz-token: $PLATZ_TOKEN" -H "content-type: application/json" -d '{"max_life_days":90,"allows_never_ending":false}' '${address(id)}?dry_run=true'`}
          />
        )}
      </SettingsSection>
    </Stack>
  );
}

const address = (id: string): string => `${location.origin}/api/v2/token-policies/${id}`;

/** For whoever may not change it. */
function Rules({ policy }: { readonly policy: TokenPolicy }) {
  const { max_life_days, allows_never_ending, allows_full_access } = policy;
  const { max_requests_per_minute: uses } = policy;
  return (
    <Facts
      facts={[
        ['Longest life', max_life_days === null ? 'No limit' : daysWords(max_life_days)],
        [
          'Without an end',
          allows_never_ending && max_life_days === null ? 'Allowed' : 'Not allowed',
        ],
        ['Full access', allows_full_access ? 'Allowed' : 'Not allowed'],
        ['Uses a minute', uses === null ? 'No limit' : uses.toLocaleString('en')],
      ]}
    />
  );
}
