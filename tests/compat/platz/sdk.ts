import * as sdk from '@platzio/sdk';
import type { AxiosResponse, RawAxiosRequestConfig } from 'axios';

const exported = { ...sdk };
type Sdk = typeof exported;

/** The classes of the package that send requests. */
export type ApiName = Extract<
  { [K in keyof Sdk]: Sdk[K] extends new () => object ? K : never }[keyof Sdk],
  `${string}Api`
>;
export type Api<A extends ApiName> = InstanceType<Sdk[A]>;
/** The operations of one of them. */
export type OperationOf<A extends ApiName> = Extract<keyof Api<A>, string>;

export interface SdkOperation {
  readonly api: ApiName;
  readonly name: string;
}

/** Every operation that the package has, by its own classes. */
export const sdkOperations: readonly SdkOperation[] = apiNames().flatMap((api) =>
  Object.getOwnPropertyNames(exported[api].prototype)
    .filter((name) => name !== 'constructor')
    .map((name) => ({ api, name })),
);

function apiNames(): ApiName[] {
  return Object.keys(exported).filter((name): name is ApiName => name.endsWith('Api'));
}

/** The package as it is, told only where the server is and what token it has. */
export function client<A extends ApiName>(
  api: A,
  basePath: string,
  credential: Credential,
): Api<A> {
  return new exported[api](new sdk.Configuration({ basePath, ...credential })) as Api<A>;
}

export type Credential = { readonly apiKey: string } | { readonly accessToken: string };

export type Sent = Promise<AxiosResponse<unknown>>;

/** Takes an answer for what it is, whatever its status. */
export const anyStatus: RawAxiosRequestConfig = { validateStatus: () => true };
