// oidc-provider as it comes, its state in memory: opaque access tokens by client credentials, and introspection (RFC 7662).
import { once } from 'node:events';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const [, , clientId, clientSecret] = process.argv;

const provider = new Provider('http://127.0.0.1', {
  clients: [
    {
      client_id: clientId,
      client_secret: clientSecret,
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
    },
  ],
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    introspection: { enabled: true },
  },
  ttl: { ClientCredentials: 3600 },
});
const server = createServer(provider.callback()).listen(0, '127.0.0.1');
await once(server, 'listening');
console.log(`Open http://127.0.0.1:${server.address().port}`);
