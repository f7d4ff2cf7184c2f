import type { EndpointName, ServerInfo } from '@keywright/contract';
import { effectiveAccessOperation } from './features/access/explain/effective-access.ts';
import { explainAccessOperation } from './features/access/explain/explain-access.ts';
import { whoHasAccessOperation } from './features/access/explain/who-has-access.ts';
import { addGrant } from './features/access/grants/add-grant.ts';
import { makeFirstAdmin } from './features/access/grants/first-admin.ts';
import {
  countGrantsAbout,
  coversPrincipal,
  removeGrantsOf,
} from './features/access/grants/grants-of-principal.ts';
import { dropLostByMove, lostByMove } from './features/access/grants/lost-by-move.ts';
import { welcome } from './features/access/grants/new-user-grants.ts';
import { grantOnNode, grantsOnNode, takeBackOnNode } from './features/access/grants/on-node.ts';
import { grantOperations } from './features/access/grants/operations.ts';
import { readHolders } from './features/access/holders/named-holder.ts';
import { createRoleOperation } from './features/access/roles/create-role.ts';
import { deleteRoleOperation } from './features/access/roles/delete-role.ts';
import { getRoleOperation } from './features/access/roles/get-role.ts';
import { listRolesOperation } from './features/access/roles/list-roles.ts';
import { updateRoleOperation } from './features/access/roles/update-role.ts';
import { listAuditEventsOperation } from './features/audit-events/list-audit-events.ts';
import { deploymentOperations } from './features/deployments/deployment-operations.ts';
import { countInstalledIn } from './features/deployments/lifecycle/queries.ts';
import { retireDeploymentsIn } from './features/deployments/lifecycle/retire-deployments.ts';
import { entityOperations } from './features/entities/operations.ts';
import { entityTypeOperations } from './features/entity-types/operations.ts';
import type { Follow } from './features/live/follow.ts';
import { eventsOperation } from './features/live/stream-events.ts';
import { publishMessageOperation } from './features/messages/publish-message.ts';
import { streamMessagesOperation } from './features/messages/stream-messages.ts';
import { deleteNode } from './features/resources/deletion/queries.ts';
import { seesKinds } from './features/resources/deployment-kinds/read-kinds.ts';
import { lockPath } from './features/resources/lock-path.ts';
import { addNode, type NamedType } from './features/resources/name-taken.ts';
import { rename } from './features/resources/rename-node.ts';
import { resourceOperations } from './features/resources/resource-operations.ts';
import { listServersOperation, type ReadServers } from './features/server/list-servers.ts';
import { serverInfoOperation } from './features/server/server-info.ts';
import { serviceAccountOperations } from './features/service-accounts/operations.ts';
import { countAccountsIn, retireAccountsIn } from './features/service-accounts/retire.ts';
import { endByPolicy } from './features/token-policies/end-by-policy.ts';
import { tokenPolicyOperations } from './features/token-policies/operations.ts';
import { accountTarget, accountTokenTarget } from './features/tokens/accounts/account-target.ts';
import { createAccountToken } from './features/tokens/accounts/create-account-token.ts';
import { endTokensOf } from './features/tokens/accounts/end-tokens.ts';
import { accountTokenOperations } from './features/tokens/accounts/operations.ts';
import { readAccount, readAccountToken } from './features/tokens/accounts/queries.ts';
import { userTokenOperations } from './features/tokens/operations.ts';
import { readToken, revokeTokens } from './features/tokens/queries.ts';
import { removeFrom } from './features/tokens/scopes/change-scopes.ts';
import { tokenScopeOperations } from './features/tokens/scopes/operations.ts';
import { tokenTarget } from './features/tokens/token-target.ts';
import { usageOperations } from './features/usage/operations.ts';
import { getUserAvatarOperation } from './features/users/avatar/get-user-avatar.ts';
import { getUserOperation } from './features/users/get-user.ts';
import { inviteUserOperation } from './features/users/invite-user.ts';
import { listUsersOperation } from './features/users/list-users.ts';
import { authMeOperation, profileOperation } from './features/users/read-profile.ts';
import {
  endSessionOperation,
  endSessionsOperation,
  listSessionsOperation,
  signOutOperation,
} from './features/users/sessions.ts';
import type { SignInOperations } from './features/users/sign-in/operations.ts';
import { updateUserOperation } from './features/users/update-user.ts';
import { verifyOperation } from './gates/verify/verify-operation.ts';
import type { Plane } from './plane/plane.ts';
import type { StatementKey } from './plane/statement-key.ts';
import type { UsageRecorder } from './plane/usage/usage-recorder.ts';
import type { ChannelBroker } from './request/channel-broker.ts';
import type { Covers } from './request/covers.ts';
import type { Operation } from './request/operation.ts';
import type { Storage } from './storage/storage.ts';

interface Rooms {
  readonly plane: Plane;
  readonly storage: Storage;
  readonly follow: Follow;
  readonly messages: ChannelBroker;
  readonly signIn: SignInOperations;
  readonly siteUrl: string;
  readonly serverInfo: ServerInfo;
  readonly readServers: ReadServers;
  readonly statementKey: StatementKey;
  /** Writes the uses that are still held in memory. */
  readonly usage: UsageRecorder;
  readonly writeUses: () => Promise<void>;
  readonly clock: () => number;
}

/** The operation of every endpoint; one that is missing does not compile. */
export function createOperations(rooms: Rooms): Readonly<Record<EndpointName, Operation>> {
  const {
    plane,
    storage,
    follow,
    messages,
    signIn,
    siteUrl,
    serverInfo,
    readServers,
    statementKey,
    usage,
    writeUses,
    clock,
  } = rooms;
  const covers: Covers = (tx, caller, id, now) => coversPrincipal(tx, plane, caller, id, now);
  const tokenRooms = { plane, storage, covers, endByPolicy };
  return {
    ...signIn,
    authMe: authMeOperation(),
    signOut: signOutOperation(),
    profile: profileOperation(plane),
    listSessions: listSessionsOperation(),
    endSession: endSessionOperation(),
    endSessions: endSessionsOperation(),
    listUsers: listUsersOperation(plane),
    inviteUser: inviteUserOperation(plane, welcome),
    getUser: getUserOperation(plane),
    updateUser: updateUserOperation(plane),
    getUserAvatar: getUserAvatarOperation(plane),
    ...userTokenOperations(tokenRooms),
    ...tokenPolicyOperations({ plane, revokeTokens }),
    ...tokenScopeOperations(plane, covers),
    ...entityTypeOperations(plane),
    listRoles: listRolesOperation(plane),
    createRole: createRoleOperation(plane),
    getRole: getRoleOperation(plane),
    updateRole: updateRoleOperation(plane),
    deleteRole: deleteRoleOperation(plane),
    ...grantOperations(plane),
    explainAccess: explainAccessOperation(plane),
    whoHasAccess: whoHasAccessOperation(plane),
    effectiveAccess: effectiveAccessOperation(plane),
    ...accountTokenOperations(tokenRooms),
    ...serviceAccountOperations(plane, {
      lockPath,
      addGrant: (tx, caller, order) => addGrant(tx, plane, caller, order),
      removeGrantsOf,
      covers,
      createToken: createAccountToken(tokenRooms),
      endTokensOf,
    }),
    ...resourceOperations({
      plane,
      makeFirstAdmin,
      lostByMove,
      dropLostByMove,
      countAccountsIn,
      retireAccountsIn: retireAccountsIn({ endTokensOf, removeGrantsOf }),
      countInstalledIn,
      retireDeploymentsIn: retireDeploymentsIn({ removeGrantsOf }),
    }),
    ...deploymentOperations({
      plane,
      storage,
      siteUrl,
      statementKey,
      clock,
      lockPath,
      addNode,
      renameNode: (tx, row, name) => rename(tx, 'deployment', row, name),
      deleteNode,
      removeGrantsOf,
      countGrantsAbout,
      readHolder: async (db, id, now) => (await readHolders(db, [id], now)).get(id),
      seesKinds,
    }),
    ...entityOperations({
      plane,
      lockPath,
      addNode,
      renameNode: (tx, row, name) => rename(tx, row.type as NamedType, row, name),
      deleteNode,
      grantOn: (tx, caller, node, order) => grantOnNode(tx, plane, caller, node, order),
      takeBackOn: (tx, caller, node, taken) => takeBackOnNode(tx, plane, caller, node, taken),
      grantsOn: (db, asked, node) => grantsOnNode(db, plane, asked, node),
    }),
    ...usageOperations({
      plane,
      userToken: async (db, id) => {
        const row = await readToken(db, id);
        return row && tokenTarget(row);
      },
      accountToken: async (db, id, caller) => {
        const row = await readAccountToken(db, id);
        return row && accountTokenTarget(row, caller);
      },
      account: async (db, id, caller) => {
        const row = await readAccount(db, id);
        return row && accountTarget(row, caller);
      },
      revokeTokens,
      removeScopes: (tx, id, ids, now) => removeFrom(tx, { id }, ids, now),
      writeUses,
    }),
    publishMessage: publishMessageOperation(messages),
    streamMessages: streamMessagesOperation(messages),
    listAuditEvents: listAuditEventsOperation(),
    events: eventsOperation(follow),
    listServers: listServersOperation(readServers),
    verify: verifyOperation({ plane, usage, siteUrl }),
    serverInfo: serverInfoOperation(serverInfo),
  };
}
