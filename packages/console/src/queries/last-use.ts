/** Being used is no change, so nobody is told of it as it happens; lists that show it look again this often. */
export const lastUseMs = 30_000;
