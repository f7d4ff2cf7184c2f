import { Text } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import classes from './cut-off.module.css';

/** Says that what the page shows may be out of date, for as long as the server does not answer. */
export function CutOff({ isCutOff }: { readonly isCutOff: boolean }) {
  return (
    <div role="status">
      {isCutOff && (
        <div className={classes.band}>
          <IconPlugConnectedX size={18} aria-hidden />
          <Text size="sm">
            The server cannot be reached. What you see may be out of date; it is brought up to date
            as soon as the server answers.
          </Text>
        </div>
      )}
    </div>
  );
}
