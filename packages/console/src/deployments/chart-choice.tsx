import type { HelmChart } from '@keywright/sdk';
import { IconPackage } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { errorMessage } from '../parts/error-words.ts';
import { LookedUpSelect } from '../parts/looked-up-select.tsx';
import { relativeTime } from '../parts/times.ts';
import { helmChartsQuery } from '../queries/helm-charts.ts';

interface Props {
  readonly kindId: string;
  readonly value: HelmChart | undefined;
  readonly error?: string | undefined;
  readonly onChange: (chart: HelmChart | undefined) => void;
}

/** Chooses a version of a kind, newest first; the last two hundred of them can be looked through. */
export function ChartChoice({ kindId, value, error, onChange }: Props) {
  const [search, setSearch] = useState('');
  const charts = useQuery(helmChartsQuery({ kind_id: kindId, available: true, per_page: 200 }));
  const all = charts.data?.items ?? [];
  const wanted = search.trim().toLowerCase();
  const found = all.filter((chart) => chartText(chart).toLowerCase().includes(wanted));
  return (
    <LookedUpSelect
      label="Version"
      required
      placeholder="Choose a version"
      error={error}
      value={value && optionOf(value)}
      onChange={(id) => onChange(all.find((one) => one.id === id) ?? value)}
      found={found.map(optionOf)}
      isLooking={charts.isPending}
      nothing={
        charts.error
          ? errorMessage(charts.error)
          : 'No such version. A runner registers the versions that it finds.'
      }
      onSearch={setSearch}
    />
  );
}

const chartText = ({ image_tag, parsed_branch }: HelmChart) =>
  `${image_tag} ${parsed_branch ?? ''}`;

const optionOf = ({ id, image_tag, parsed_branch, created_at }: HelmChart) => ({
  value: id as string,
  label: image_tag,
  detail: [
    parsed_branch && `branch ${parsed_branch}`,
    `registered ${relativeTime(Date.parse(created_at), Date.now())}`,
  ]
    .filter(Boolean)
    .join(', '),
  icon: IconPackage,
});
