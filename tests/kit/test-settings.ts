/** Tests all come from one address, and fail and sign in more often than people do. */
export const testSettings = {
  KEYWRIGHT_PORT: '0',
  KEYWRIGHT_DEV_SIGN_IN: 'on',
  KEYWRIGHT_FAILED_ATTEMPTS_PER_MINUTE: '100000',
  KEYWRIGHT_SIGN_INS_PER_MINUTE: '100000',
} as const;
