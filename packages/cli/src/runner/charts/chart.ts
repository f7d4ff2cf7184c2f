/** A version of a deployment kind, as its folder says it. */
export interface Chart {
  readonly kind: string;
  readonly folder: string;
  /** Of all its files: what tells versions apart. */
  readonly digest: string;
  readonly version: string;
  readonly commit: string | undefined;
  readonly branch: string | undefined;
  readonly valuesUi: unknown;
  readonly actionsSchema: unknown;
  readonly features: unknown;
  readonly resourceTypes: unknown;
  /** Why it cannot be deployed. */
  readonly error: string | undefined;
}
