import type { DeploymentStatus } from '@keywright/sdk';
import { pageIn, wordIn } from '../address.ts';
import { useAddressFilters } from '../parts/use-address-filters.ts';
import { deploymentStatuses } from './status-words.tsx';

export interface DeploymentSearch {
  readonly name: string | undefined;
  readonly cluster: string | undefined;
  readonly status: DeploymentStatus | undefined;
  readonly enabled: 'true' | 'false' | undefined;
  readonly page: number | undefined;
}

type Change = {
  readonly [N in 'name' | 'cluster' | 'status' | 'enabled' | 'page']?: string | undefined;
};

/** The filters of a list of deployments, as the address holds them; the kind is a part of the address itself. */
export function useDeploymentSearch(): readonly [DeploymentSearch, (change: Change) => void] {
  const [address, change] = useAddressFilters(['name', 'cluster', 'status', 'enabled', 'page']);
  const { name, cluster } = address;
  const status = wordIn(address, 'status', deploymentStatuses);
  const enabled = wordIn(address, 'enabled', ['true', 'false']);
  return [{ name, cluster, status, enabled, page: pageIn(address) }, change];
}

export const noFilters = {
  name: undefined,
  cluster: undefined,
  status: undefined,
  enabled: undefined,
  page: undefined,
} as const;

export const isFiltered = ({ name, cluster, status, enabled }: DeploymentSearch): boolean =>
  [name, cluster, status, enabled].some((value) => value !== undefined);
