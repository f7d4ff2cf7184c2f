// Here rather than with the styles of all pages: nothing that is loaded first uses them.
import '@mantine/core/styles/Radio.layer.css';
import '@mantine/core/styles/Fieldset.layer.css';
import type { TokenAccess } from '@keywright/sdk';
import { Fieldset, Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import type { ExpiryChoice } from './expiry.ts';
import type { ScopeRow } from './scopes/scope-row.ts';
import { ScopeRowsField } from './scopes/scope-rows-field.tsx';
import { TemplateChoice } from './scopes/template-choice.tsx';

interface Props {
  /** Who holds what the token may use: “you”, “the bot”. */
  readonly holder: string;
  readonly access: TokenAccess;
  readonly scopes: readonly ScopeRow[];
  readonly errors: Readonly<Record<string, string>>;
  readonly onAccess: (access: TokenAccess) => void;
  readonly onScopes: (rows: readonly ScopeRow[]) => void;
  readonly onLife: (life: ExpiryChoice) => void;
}

/** Whether a new token may do all that its owner may, or what its scopes name. */
export function AccessField({ holder, access, scopes, errors, ...on }: Props) {
  // A common use is chosen, and what it is about is not: its scopes are still to come.
  const [isAwaiting, setAwaiting] = useState(false);
  return (
    <Stack gap="sm">
      <Radio.Group
        label="Access"
        value={access}
        error={errors['access']}
        onChange={(value) => {
          setAwaiting(false);
          on.onAccess(value === 'scoped' ? 'scoped' : 'full');
        }}
      >
        <Stack gap="xs" mt={6}>
          <Radio
            value="full"
            label="Full"
            description={`All that ${holder} may do, now and later.`}
          />
          <Radio
            value="scoped"
            label="Scoped"
            description={`Of that, only what you choose: whoever finds it can do no more than that.`}
          />
        </Stack>
      </Radio.Group>
      {access === 'scoped' && (
        <Fieldset legend="Scopes" styles={{ legend: { fontWeight: 600 } }}>
          <Stack gap="md">
            <TemplateChoice
              error={isAwaiting ? errors['scopes.0.entity_type'] : undefined}
              onScopes={(rows, awaits) => {
                setAwaiting(awaits);
                on.onScopes(rows);
              }}
              onLife={on.onLife}
            />
            {!isAwaiting && (
              <ScopeRowsField
                rows={scopes}
                errors={errors}
                onChange={on.onScopes}
                none="Without a scope the token can read and revoke itself, and nothing else. You can add scopes later."
              />
            )}
          </Stack>
        </Fieldset>
      )}
    </Stack>
  );
}
