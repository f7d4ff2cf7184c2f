/** The calls that tokens of people and tokens of service accounts have in common, by whose they are. */
export const tokenFaces = {
  user: {
    get: 'getUserToken',
    revoke: 'revokeUserToken',
    delete: 'deleteUserToken',
    renew: 'renewUserToken',
    regenerate: 'regenerateUserToken',
    rotate: 'rotateUserToken',
    listScopes: 'listUserTokenScopes',
    addScopes: 'addUserTokenScopes',
    removeScopes: 'removeSomeUserTokenScopes',
    removeAllScopes: 'removeUserTokenScopes',
  },
  service_account: {
    get: 'getServiceAccountToken',
    revoke: 'revokeServiceAccountToken',
    delete: 'deleteServiceAccountToken',
    renew: 'renewServiceAccountToken',
    regenerate: 'regenerateServiceAccountToken',
    rotate: 'rotateServiceAccountToken',
    listScopes: 'listServiceAccountTokenScopes',
    addScopes: 'addServiceAccountTokenScopes',
    removeScopes: 'removeSomeServiceAccountTokenScopes',
    removeAllScopes: 'removeServiceAccountTokenScopes',
  },
} as const;

export type TokenFace = (typeof tokenFaces)[keyof typeof tokenFaces];
