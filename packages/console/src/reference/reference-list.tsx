import { Stack } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { NoMatch } from '../parts/no-match.tsx';
import { listedOperations } from './listed-operations.ts';
import type { OpenApi } from './open-api.ts';
import { OperationGroup } from './operation-group.tsx';

interface Props {
  readonly document: OpenApi;
  readonly search: string;
  readonly onClear: () => void;
}

/** All endpoints that match; the one named behind the address's # is open from the start. */
export function ReferenceList({ document: openApi, search, onClear }: Props) {
  const [open, setOpen] = useState<readonly string[]>(() => [location.hash.slice(1)]);
  const groups = useMemo(() => listedOperations(openApi, search), [openApi, search]);
  useEffect(() => {
    document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, []);
  if (groups.size === 0) return <NoMatch onClear={onClear} />;

  const change = (ids: string[], shown: readonly string[]) => {
    const others = open.filter((id) => !shown.includes(id));
    const opened = ids.find((id) => !open.includes(id));
    // The address names what was opened last, to be sent to somebody.
    if (opened) history.replaceState(history.state, '', `#${opened}`);
    setOpen([...others, ...ids]);
  };
  return (
    <Stack gap="xl">
      {[...groups].map(([tag, operations]) => {
        const shown = operations.map(({ operationId }) => operationId);
        return (
          <OperationGroup
            key={tag}
            tag={tag}
            operations={operations}
            open={open.filter((id) => shown.includes(id))}
            onOpen={(ids) => change(ids, shown)}
          />
        );
      })}
    </Stack>
  );
}
