/**
 * The time of one primary, as SQL: the epoch, which a restore raises, and the timeline, which a fail-over does. Its
 * first eight digits stand in the name of the file that the log is being written to; a standby writes none, and refuses.
 */
export const term = `(select epoch from feed_head) || ':' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)`;
