/** Rows that follow from the people and tokens that were loaded, the same on both engines. */
export const derivedRows: readonly string[] = [
  `insert into sessions (id, user_id, via, created_at, expires_at)
    select id, id, 'browser', created_at, created_at + 604800000 from users`,
  `insert into credential_usage (credential_id, last_used_at, address, user_agent)
    select id, created_at, '192.0.2.7', 'curl/8.5' from tokens where expires_at is null`,
  `insert into used_sign_ins (nonce_sha256, expires_at)
    select secret_sha256, created_at from tokens where revoked_at is not null`,
  `insert into user_avatars (user_id, media_type, bytes, fetched_at)
    select id, 'image/png', (select secret_sha256 from tokens limit 1), created_at from users`,
];
