import type { Api, ApiName, OperationOf, Sent } from './sdk.ts';
import type { World } from './world.ts';

/** What this product has of Platz. */
export type PresentApi = Exclude<
  ApiName,
  | 'DeploymentResourceTypesApi'
  | 'DeploymentResourcesApi'
  | 'HelmRegistriesApi'
  | 'HelmTagFormatsApi'
  | 'SecretsApi'
>;

/** One that is left out does not compile. */
type Driven = {
  readonly [A in PresentApi]: {
    readonly [O in OperationOf<A>]: (api: Api<A>, world: World) => Sent | Promise<Sent>;
  };
};

/** How each operation is driven, by what its own types ask for and nothing else. */
export const driven: Driven = {
  AuthenticationApi: {
    authMe: (api) => api.authMe(),
    startGoogleLogin: (api) => api.startGoogleLogin(),
    finishGoogleLogin: async (api, world) =>
      api.finishGoogleLogin({ oAuth2Response: { auth_code: await world.signInCode() } }),
  },
  ServerApi: { getServerInfo: (api) => api.getServerInfo() },
  UsersApi: {
    allUsers: (api) => api.allUsers({ page: 1, perPage: 5, isActive: true }),
    getUser: (api, { user }) => api.getUser({ id: user }),
    updateUser: (api, { user }) =>
      api.updateUser({ id: user, updateUser: { is_active: true, is_admin: false } }),
  },
  UserTokensApi: {
    allUserTokens: (api, { user }) => api.allUserTokens({ page: 1, userId: user }),
    createUserToken: (api) => api.createUserToken({ createUserToken: { user_id: null } }),
    getUserToken: async (api, world) => api.getUserToken({ id: await world.userToken() }),
    deleteUserToken: async (api, world) => api.deleteUserToken({ id: await world.userToken() }),
  },
  BotsApi: {
    allBots: (api) => api.allBots({ page: 1, perPage: 5 }),
    getBot: (api, { bot }) => api.getBot({ id: bot }),
    updateBot: (api, { bot, next }) =>
      api.updateBot({ id: bot, updateBot: { display_name: next('bot') } }),
  },
  BotTokensApi: {
    allBotTokens: (api, { bot }) => api.allBotTokens({ botId: bot }),
    createBotToken: (api, { bot }) => api.createBotToken({ createBotToken: { bot_id: bot } }),
    getBotToken: async (api, world) => api.getBotToken({ id: await world.botToken() }),
    deleteBotToken: async (api, world) => api.deleteBotToken({ id: await world.botToken() }),
  },
  EnvsApi: {
    allEnvs: (api) => api.allEnvs({ page: 1, perPage: 5 }),
    createEnv: (api, { next }) => api.createEnv({ newEnv: { name: next('env') } }),
    getEnv: (api, { env }) => api.getEnv({ id: env }),
    updateEnv: async (api, world) =>
      api.updateEnv({
        id: await world.newEnv(),
        updateEnv: { name: world.next('env'), node_selector: { disk: 'ssd' }, tolerations: [] },
      }),
    deleteEnv: async (api, world) => api.deleteEnv({ id: await world.newEnv() }),
  },
  EnvUserPermissionsApi: {
    allEnvUserPermissions: (api, { env }) => api.allEnvUserPermissions({ envId: env }),
    createEnvUserPermission: async (api, world) =>
      api.createEnvUserPermission({
        newEnvUserPermission: { env_id: await world.newEnv(), user_id: world.user, role: 'User' },
      }),
    getEnvUserPermission: async (api, world) =>
      api.getEnvUserPermission({ id: await world.envUserPermission() }),
    deleteEnvUserPermission: async (api, world) =>
      api.deleteEnvUserPermission({ id: await world.envUserPermission() }),
  },
  DeploymentPermissionsApi: {
    allDeploymentPermissions: (api, { env }) => api.allDeploymentPermissions({ envId: env }),
    createDeploymentPermission: async (api, world) =>
      api.createDeploymentPermission({
        newDeploymentPermission: {
          env_id: await world.newEnv(),
          user_id: world.user,
          kind_id: world.kind,
          role: 'Maintainer',
        },
      }),
    getDeploymentPermission: async (api, world) =>
      api.getDeploymentPermission({ id: await world.deploymentPermission() }),
    deleteDeploymentPermission: async (api, world) =>
      api.deleteDeploymentPermission({ id: await world.deploymentPermission() }),
  },
  DeploymentKindsApi: {
    allDeploymentKinds: (api) => api.allDeploymentKinds(),
    getDeploymentKind: (api, { kind }) => api.getDeploymentKind({ id: kind }),
    updateDeploymentKind: (api, { kind, next }) =>
      api.updateDeploymentKind({ id: kind, updateDeploymentKind: { name: next('kind') } }),
  },
  KubernetesClustersApi: {
    allK8sClusters: (api, { env }) => api.allK8sClusters({ envId: env }),
    getK8sCluster: (api, { cluster }) => api.getK8sCluster({ id: cluster }),
    updateK8sCluster: (api, { cluster }) =>
      api.updateK8sCluster({
        id: cluster,
        updateK8sCluster: { ignore: false, ingress_domain: 'apps.example.test' },
      }),
    deleteK8sCluster: async (api, world) => api.deleteK8sCluster({ id: await world.newCluster() }),
  },
  KubernetesResourcesApi: {
    allK8sResources: (api, { deployment }) => api.allK8sResources({ deploymentId: deployment }),
    getK8sResource: (api, { resource }) => api.getK8sResource({ id: resource }),
  },
  HelmChartsApi: {
    allHelmCharts: (api, { kind }) => api.allHelmCharts({ helmRegistryId: kind }),
    getHelmChart: (api, { chart }) => api.getHelmChart({ id: chart }),
  },
  DeploymentsApi: {
    allDeployments: (api, { kind, cluster }) =>
      api.allDeployments({ kindId: kind, clusterId: cluster, enabled: true }),
    createDeployment: (api, { kind, cluster, chart, next }) =>
      api.createDeployment({
        newDeployment: {
          name: next('shop'),
          kind_id: kind,
          cluster_id: cluster,
          helm_chart_id: chart,
          config: { greeting: 'Hello' },
          values_override: null,
        },
      }),
    getDeployment: (api, { deployment }) => api.getDeployment({ id: deployment }),
    updateDeployment: (api, { deployment, next }) =>
      api.updateDeployment({
        id: deployment,
        updateDeployment: { config: { greeting: next('Hello') }, description_md: '# Shop' },
      }),
    deleteDeployment: async (api, world) =>
      api.deleteDeployment({ id: await world.newDeployment() }),
  },
  DeploymentTasksApi: {
    allDeploymentTasks: (api, { deployment }) =>
      api.allDeploymentTasks({ deploymentId: deployment, page: 1 }),
    createDeploymentTask: (api, { deployment, chart }) =>
      api.createDeploymentTask({
        createDeploymentTask: {
          deployment_id: deployment,
          operation: {
            InvokeAction: { helm_chart_id: chart, action_id: 'greet', body: { name: 'Ada' } },
          },
        },
      }),
    getDeploymentTask: (api, { task }) => api.getDeploymentTask({ id: task }),
  },
};
