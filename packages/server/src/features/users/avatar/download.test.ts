import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { DownloadRefused, download } from './download.ts';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  stops.push(async () => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const signal = AbortSignal.timeout(60_000);
const png = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

test('the bytes of the one allowed origin come through', async () => {
  const origin = await serve((_request, response) => response.end(png));
  expect(await download(`${origin}/a.png`, { allowOrigin: origin, signal })).toEqual(png);
});

test.each([
  'http://127.0.0.1:{port}/a.png',
  'https://127.0.0.1:{port}/a.png',
  'https://2130706433:{port}/a.png',
  'https://0x7f.1:{port}/a.png',
  'https://127.0.0.1.:{port}/a.png',
  'https://[::1]:{port}/a.png',
  'https://[::ffff:127.0.0.1]:{port}/a.png',
  'https://[64:ff9b::7f00:1]:{port}/a.png',
  'https://localhost:{port}/a.png',
  'https://169.254.169.254/latest/meta-data/',
  'http://example.com/a.png',
  'file:///etc/passwd',
  'data:image/png;base64,iVBORw0KGgo=',
  'ftp://example.com/a.png',
  'not an address',
])('%s is refused before anything is sent, asked for or reached by a redirect', async (text) => {
  let asked = 0;
  const hidden = await serve((_request, response) => {
    asked++;
    response.end(png);
  });
  const address = text.replace('{port}', new URL(hidden).port);
  const origin = await serve((_request, response) =>
    response.writeHead(302, { location: address }).end(),
  );
  const limits = { allowOrigin: origin, signal };
  await expect(download(address, limits)).rejects.toThrow(DownloadRefused);
  if (URL.canParse(address)) {
    await expect(download(`${origin}/a.png`, limits)).rejects.toThrow(DownloadRefused);
  }
  expect(asked).toBe(0);
});

test('three redirects are followed, a fourth is not', async () => {
  let left = 3;
  const origin = await serve((_request, response) => {
    if (left-- > 0) response.writeHead(307, { location: '/on' }).end();
    else response.end(png);
  });
  const limits = { allowOrigin: origin, signal };
  expect(await download(`${origin}/a`, limits)).toEqual(png);
  left = 4;
  await expect(download(`${origin}/a`, limits)).rejects.toThrow('redirects');
});

test.each([undefined, 'a gigabyte'])(
  'an endless answer that announces %s is cut',
  async (length) => {
    let sent = 0;
    const { promise: cut, resolve } = Promise.withResolvers<void>();
    const origin = await serve((_request, response) => {
      const piece = Buffer.alloc(65_536, 1);
      // Past the HTTP library, which would hold what it sends.
      const { socket } = response;
      if (!socket) throw new Error('Nobody is there.');
      const size = length === undefined ? 'Connection: close' : `Content-Length: ${1024 ** 3}`;
      socket.write(`HTTP/1.1 200 OK\r\n${size}\r\n\r\n`);
      const pour = () => {
        while (!socket.destroyed && socket.write(piece)) sent += piece.length;
      };
      socket.on('drain', pour).on('close', () => resolve());
      socket.on('error', () => {});
      pour();
    });
    const limits = { allowOrigin: origin, signal };
    await expect(download(`${origin}/a.png`, limits)).rejects.toThrow('More than');
    await cut;
    expect(sent).toBeLessThan(32 * 1_048_576);
  },
);

test('an answer that never ends is given up when the time is over', async () => {
  const origin = await serve((_request, response) => response.write(png));
  const given = new AbortController();
  const waiting = download(`${origin}/a.png`, { allowOrigin: origin, signal: given.signal });
  given.abort();
  await expect(waiting).rejects.toThrow('abort');
});

test.each([404, 500, 204])('an answer of %d is no picture', async (status) => {
  const origin = await serve((_request, response) => response.writeHead(status).end());
  const limits = { allowOrigin: origin, signal };
  await expect(download(`${origin}/a.png`, limits)).rejects.toThrow(`${status}`);
});

test('no proxy of the environment is asked', async () => {
  let asked = 0;
  const proxy = await serve((_request, response) => {
    asked++;
    response.end('the proxy');
  });
  const origin = await serve((_request, response) => response.end('the picture'));
  const program = `
    const { download } = await import(${JSON.stringify(new URL('./download.ts', import.meta.url))});
    const limits = { allowOrigin: '${origin}', signal: AbortSignal.timeout(10_000) };
    process.stdout.write(await download('${origin}/a.png', limits));`;
  // Node reads these when it starts.
  const env = { ...process.env, NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxy, http_proxy: proxy };
  const run = promisify(execFile);
  const args = ['--input-type=module', '--eval', program];
  const { stdout } = await run(process.execPath, args, { env });
  expect([stdout, asked]).toEqual(['the picture', 0]);
});
