import type { ReactNode } from 'react';
import classes from './state-word.module.css';

/** What a state means for whoever looks for trouble. */
export type Tone = 'good' | 'waning' | 'bad' | 'quiet' | 'special';

const tones = {
  Active: 'good',
  Expired: 'waning',
  Ended: 'waning',
  Revoked: 'bad',
  Inactive: 'quiet',
  Invited: 'special',
  Enabled: 'good',
  Disabled: 'bad',
  Default: 'quiet',
  Yes: 'good',
  No: 'bad',
  'This session': 'good',
  'Site administrator': 'special',
} as const satisfies Record<string, Tone>;

export type State = keyof typeof tones;

interface ToneProps {
  readonly tone: Tone;
  readonly children: ReactNode;
}

/** A state is a word; the colour only helps to find it. */
export function ToneWord({ tone, children }: ToneProps) {
  return (
    <span className={classes.state} data-tone={tone}>
      {children}
    </span>
  );
}

/** One of the states that every kind of thing may have. */
export function StateWord({ state }: { readonly state: State }) {
  return <ToneWord tone={tones[state]}>{state}</ToneWord>;
}
