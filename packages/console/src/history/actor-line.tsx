import type { TaskActor } from '@keywright/sdk';
import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { PrincipalLine } from '../access/principal-line.tsx';
import { credentialWords } from './task-words.ts';

/** Who did it and what they are, by the name they had then, and the session or token they came with. */
export function ActorLine({ actor }: { readonly actor: TaskActor }) {
  return (
    <PrincipalLine
      principal={actor}
      more={
        <>
          , <CredentialName credential={actor.credential} />
        </>
      }
    />
  );
}

type Credential = TaskActor['credential'];

/** It leads to all that was done with it. */
export function CredentialName({ credential }: { readonly credential: Credential }) {
  return (
    <Anchor
      size="sm"
      c="dimmed"
      underline="always"
      // In one piece where a line has room for it.
      style={{ display: 'inline-block', overflowWrap: 'anywhere' }}
      renderRoot={(props) => (
        <Link to="/credentials/$kind/$id/history" params={credential} {...props} />
      )}
    >
      {credentialWords(credential)}
    </Anchor>
  );
}
