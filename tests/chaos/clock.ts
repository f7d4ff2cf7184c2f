/**
 * Milliseconds of this machine's monotonic clock. Every process of a run reads the same one, so that what one of
 * them began can be compared with what another was told.
 */
export const now = (): number => Number(process.hrtime.bigint()) / 1e6;
