/** Why a runner cannot start, in a sentence for who started it. */
export class StartRefused extends Error {}
