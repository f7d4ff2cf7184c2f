// A small web program for Keywright's runner to keep running: node server.mjs <config file>
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { invokeOn } from './peer.mjs';
import { checkStatement } from './statement.mjs';

const about = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const state = { greeting: about.config?.greeting ?? 'Hello', visits: 0, greetedBy: null };

/** What is invoked through Keywright. `asker` is who asked for it, by the statement that came with the call. */
const actions = {
  '/actions/set-greeting': ({ greeting }, asker) => {
    state.greeting = greeting;
    state.greetedBy = asker.name;
    return { greeting, thanks_to: asker.name };
  },
  '/actions/greet-peer': async ({ deployment_id, greeting }) => {
    const task = await invokeOn(deployment_id, 'set-greeting', { greeting });
    return { task_id: task.id };
  },
  '/actions/wipe': () => {
    state.visits = 0;
    return { visits: 0 };
  },
};

const pages = {
  '/': () => {
    state.visits++;
    return {
      says: `${state.greeting} from ${about.deployment.name}`,
      version: about.chart.version,
      ...state,
    };
  },
  '/ready': () => ({ ready: true }),
  '/status': () => ({
    status: { name: 'Running', color: 'success' },
    primary_metric: { value: `${state.visits}`, unit: 'visits', short_description: 'Visits' },
    metrics: [{ value: `${Math.round(process.uptime())}`, unit: 's', short_description: 'Up for' }],
    notices: [],
  }),
};

async function answerTo(request) {
  const { pathname } = new URL(request.url, 'http://here');
  if (request.method === 'GET' && pages[pathname]) return [200, pages[pathname]()];
  const action = actions[pathname];
  if (request.method !== 'POST' || !action) return [404, { message: 'There is nothing here.' }];
  const asker = await checkStatement(request.headers.authorization, about.deployment.id);
  if (!asker) return [401, { message: 'Come with a statement of who asks, for this deployment.' }];
  return [200, await action(await json(request), asker)];
}

const server = createServer(async (request, response) => {
  const [status, body] = await answerTo(request).catch((error) => {
    console.error(error);
    return [500, { message: error.message }];
  });
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
});

server.listen(Number(process.env.PORT), '127.0.0.1', () => {
  console.log(
    `${about.deployment.name} ${about.chart.version} listens on port ${process.env.PORT}`,
  );
});
process.once('SIGTERM', () => process.exit(0));
