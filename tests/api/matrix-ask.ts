import { type Endpoint, type EndpointName, endpoints } from '@keywright/contract';
import { type Answer, exchange } from '../kit/http-client.ts';
import type { Headers } from './matrix-principals.ts';
import type { Asking } from './matrix-row.ts';

export const endpointNames = Object.keys(endpoints) as EndpointName[];

/** Sends what a row asks, with the headers that carry a credential. */
export function send(
  base: string,
  name: EndpointName,
  asking: Asking,
  credential: Headers,
): Promise<Answer> {
  const endpoint: Endpoint = endpoints[name];
  return exchange(endpoint.method, urlOf(base, endpoint, asking), asking.body, {
    ...credential,
    ...asking.headers,
    ...cookiesOf(credential, asking.headers ?? {}),
  });
}

export function urlOf(base: string, { path }: Endpoint, { params, query }: Asking): URL {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params?.[name] ?? '');
  return new URL(`${filled}?${new URLSearchParams(query)}`, base);
}

/** A browser sends all its cookies in one header. */
function cookiesOf(...all: readonly Headers[]): Headers {
  const cookies = all.flatMap(({ cookie }) => (cookie ? [cookie] : []));
  return cookies.length === 0 ? {} : { cookie: cookies.join('; ') };
}
