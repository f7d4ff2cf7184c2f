import { existsSync, readFileSync } from 'node:fs';
import { createClient, KeywrightError } from '../../packages/sdk/src/index.ts';
import { type PreparedSite, roleNamed } from './prepare-site.ts';
import { say } from './say.ts';
import { eventually, expectSame, newestDone, portOf, visit } from './tasks.ts';

/** Plays the story; throws where something is not as it should be. */
export async function playStory(site: PreparedSite, workDir: string): Promise<void> {
  const shop = await installUpgradeRestart(site);
  const desk = await oneInvokesOnAnother(site, shop);
  await maintainerIsRefused(site, desk);
  await uninstall(site, shop, `${workDir}/d/${shop}`);
}

async function installUpgradeRestart({ admin, bot, kindId }: PreparedSite): Promise<string> {
  say.chapter('A bot installs, upgrades and restarts a real HTTP server');
  // Owner of a kind says nothing of clusters: the pipeline is told the id, as it is told its token.
  const cluster = (await admin.listK8sClusters()).items[0];
  if (cluster === undefined) throw new Error('There is no cluster.');
  say.step('bot ci', `installs shop, web 1.0.0, on cluster ${cluster.name}`);
  const { id } = await bot.createDeployment({
    body: {
      ...{ name: 'shop', kind_id: kindId, cluster_id: cluster.id },
      ...{ helm_chart_id: await chartOf({ bot, kindId }, '1.0.0'), config: { greeting: 'Hello' } },
    },
  });
  await newestDone(bot, id);
  expectSame(await visit(bot, id), 'Hello from shop (1.0.0)');

  say.step('bot ci', 'upgrades shop to web 1.1.0, with another greeting');
  const body = {
    helm_chart_id: await chartOf({ bot, kindId }, '1.1.0'),
    config: { greeting: 'Welcome' },
  };
  await bot.updateDeployment({ params: { id }, body });
  await newestDone(bot, id);
  expectSame(await visit(bot, id), 'Welcome from shop (1.1.0)');

  say.step('bot ci', 'restarts its one part');
  const { items: parts } = await bot.listK8sResources({ query: { deployment_id: id } });
  const part = parts[0];
  if (part === undefined) throw new Error('There is no part to restart.');
  await bot.createDeploymentTask({
    body: {
      deployment_id: id,
      operation: { RestartK8sResource: { resource_id: part.id, resource_name: part.name } },
    },
  });
  await newestDone(bot, id);
  await visit(bot, id);
  return id;
}

async function chartOf({ bot, kindId }: Pick<PreparedSite, 'bot' | 'kindId'>, version: string) {
  const { items } = await bot.listHelmCharts({ query: { kind_id: kindId } });
  const chart = items.find(({ image_tag }) => image_tag === version);
  if (chart?.error !== null) throw new Error(`web ${version} cannot be deployed: ${chart?.error}`);
  return chart.id;
}

async function oneInvokesOnAnother(site: PreparedSite, shop: string): Promise<string> {
  const { admin, bot, kindId, envId } = site;
  say.chapter('A deployment invokes an action on another one, with its own token');
  say.step('bot ci', 'installs desk, web 1.1.0');
  const { cluster_id, helm_chart_id } = await bot.getDeployment({ params: { id: shop } });
  const { id: desk } = await bot.createDeployment({
    body: { name: 'desk', kind_id: kindId, cluster_id, helm_chart_id, config: { greeting: 'Hi' } },
  });
  await newestDone(bot, desk);

  say.step('Ada', 'makes deployment shop a Maintainer of kind web');
  await admin.createGrant({
    body: {
      ...{ principal_id: shop, role_id: await roleNamed(admin, 'Maintainer') },
      ...{ resource_id: envId, kind_id: kindId },
    },
  });
  say.step('bot ci', 'invokes greet-peer on shop, which then invokes set-greeting on desk');
  await bot.createDeploymentTask({
    body: {
      deployment_id: shop,
      operation: {
        InvokeAction: {
          ...{ helm_chart_id, action_id: 'greet-peer' },
          body: { deployment_id: desk, greeting: 'Good evening' },
        },
      },
    },
  });
  const asked = await newestDone(bot, shop);
  say.answer(`shop answered ${asked.response?.status} ${asked.response?.body}`);
  const made = await newestDone(bot, desk);
  expectSame(made.acting_deployment_id, shop);
  expectSame(await visit(bot, desk), 'Good evening from desk (1.1.0)');
  return desk;
}

async function maintainerIsRefused({ member }: PreparedSite, desk: string): Promise<void> {
  say.chapter('A person with Maintainer may invoke an action, and not uninstall');
  say.step('Mika', 'invokes set-greeting on desk');
  const { helm_chart_id } = await member.getDeployment({ params: { id: desk } });
  const body = { greeting: 'Moin' };
  await member.createDeploymentTask({
    body: {
      deployment_id: desk,
      operation: { InvokeAction: { helm_chart_id, action_id: 'set-greeting', body } },
    },
  });
  await newestDone(member, desk);
  expectSame(await visit(member, desk), 'Moin from desk (1.1.0)');

  say.step('Mika', 'uninstalls desk');
  const refusal = await refusalOf(member.deleteDeployment({ params: { id: desk } }));
  expectSame([refusal.status, refusal.permission], [403, 'deployment.delete']);
  say.answer(`403 ${refusal.message} (missing: ${refusal.permission})`);
  say.answer(`roles that would do: ${refusal.roles.join(', ')}`);
}

async function uninstall(
  { bot, server }: PreparedSite,
  shop: string,
  folder: string,
): Promise<void> {
  say.chapter('The bot uninstalls shop');
  const port = await portOf(bot, shop);
  const token = readFileSync(`${folder}/id/access_token`, 'utf8');
  say.step('bot ci', 'disables shop, which uninstalls it');
  await bot.updateDeployment({ params: { id: shop }, body: { enabled: false } });
  await newestDone(bot, shop);
  await eventually('The end of the program', () =>
    fetch(`http://127.0.0.1:${port}/`).then(
      () => undefined,
      () => true,
    ),
  );
  if (existsSync(folder)) throw new Error('Something of shop is left.');
  say.answer(`nobody listens on port ${port} any more, and its files are gone`);
  const refusal = await refusalOf(createClient({ url: server, token }).authMe());
  say.answer(`its token is refused: ${refusal.status} ${refusal.message}`);
  expectSame(refusal.status, 401);
}

async function refusalOf(call: Promise<unknown>): Promise<KeywrightError> {
  const refusal = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(refusal instanceof KeywrightError)) throw new Error('Nobody refused that.');
  return refusal;
}
