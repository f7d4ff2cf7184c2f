/** The contract's `siteId`, which stands beside schemas that take longer to load than most commands to run. */
export const siteId = '00000000-0000-0000-0000-000000000000';
