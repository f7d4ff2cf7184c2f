import classes from './state-word.module.css';

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
} as const;

export type State = keyof typeof tones;

/** A state is a word; the colour only helps to find it. */
export function StateWord({ state }: { readonly state: State }) {
  return (
    <span className={classes.state} data-tone={tones[state]}>
      {state}
    </span>
  );
}
