/** The variables that the program reads, for its manual and reference. */
export const environment: Readonly<Record<string, string>> = {
  KEYWRIGHT_URL: 'The server. PLATZ_URL does the same after it.',
  KEYWRIGHT_TOKEN:
    'The token to act with, before any session. PLATZ_TOKEN, PLATZ_API_TOKEN and PLATZ_USER_TOKEN do the same after it.',
  KEYWRIGHT_PROFILE: 'The profile of the configuration to use.',
  KEYWRIGHT_CREDENTIALS_DIR:
    'A folder with server_url and access_token, which a runner keeps up to date.',
  KEYWRIGHT_KEYCHAIN: 'off: keep sessions in the configuration, never in the keychain.',
  XDG_CONFIG_HOME: 'Where keywright/config.toml is; ~/.config without it.',
  BROWSER: 'The program that opens the address of a sign-in.',
  NO_COLOR: 'No colours.',
};
