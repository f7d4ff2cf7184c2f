import type { PresentApi } from './driven.ts';
import type { ApiName, OperationOf } from './sdk.ts';

type AbsentApi = Exclude<ApiName, PresentApi>;

/** What Platz has and this product has not; one that is left out does not compile. */
export const absent: { readonly [A in AbsentApi]: Readonly<Record<OperationOf<A>, object>> } = {
  DeploymentResourceTypesApi: { allDeploymentResourceTypes: {}, getDeploymentResourceType: {} },
  DeploymentResourcesApi: {
    allDeploymentResources: {},
    createDeploymentResource: { newDeploymentResource: {} },
    deleteDeploymentResource: {},
    getDeploymentResource: {},
    updateDeploymentResource: { updateDeploymentResource: {} },
  },
  HelmRegistriesApi: {
    allHelmRegistries: {},
    getHelmRegistry: {},
    updateHelmRegistry: { updateHelmRegistry: {} },
  },
  HelmTagFormatsApi: {
    allHelmTagFormats: {},
    createHelmTagFormat: { newHelmTagFormat: {} },
    deleteHelmTagFormat: {},
    getHelmTagFormat: {},
  },
  SecretsApi: {
    allSecrets: {},
    createSecret: { newSecret: {} },
    deleteSecret: {},
    getSecret: {},
    updateSecret: { updateSecret: {} },
  },
};
