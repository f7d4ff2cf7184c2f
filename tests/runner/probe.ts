// What the runner runs in these tests, as a command (`config.do` says what it does) and as a service.
import { spawn } from 'node:child_process';
import { appendFileSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

const [as, file = ''] = process.argv.slice(2);
const token = process.env['PLATZ_API_TOKEN'] ?? '';
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

/** What it finds of its identity. The token itself is told only by its beginning. */
function identity() {
  const folder = process.env['KEYWRIGHT_CREDENTIALS_DIR'];
  if (folder === undefined) return null;
  const files = readdirSync(folder).filter((name) => name !== 'identity.sock');
  const content = (name: string) => readFileSync(`${folder}/${name}`, 'utf8');
  return {
    modes: files.map((name) => `${name} ${modeOf(`${folder}/${name}`)}`).sort(),
    folder_mode: modeOf(folder),
    is_same_token: content('access_token') === token,
    kind: content('access_token').slice(0, 4),
    server_url: content('server_url'),
    expires_in_s: (Date.parse(content('expires_at')) - Date.now()) / 1000,
  };
}

interface Given {
  readonly task: { id: string; attempt: number; operation: Record<string, unknown> };
  readonly deployment: { id: string; config: { do: keyof typeof actions; of: number } };
}

const actions = {
  tell(given: Given) {
    const variables = Object.keys(process.env).sort();
    console.log(JSON.stringify({ given, cwd: process.cwd(), variables, identity: identity() }));
  },
  leak() {
    console.log(`my token is ${token}, and again:`);
    process.stdout.write(token.slice(0, 20));
    setTimeout(() => console.log(token.slice(20)), 300);
  },
  fail() {
    console.log('this will not do');
    process.exit(7);
  },
  /** So many megabytes, as fast as they are taken. */
  flood({ deployment }: Given) {
    const line = `${'x'.repeat(1023)}\n`;
    let left = deployment.config.of * 1024;
    process.stdout.write('the first line\n');
    const more = () => {
      while (left > 0) {
        left--;
        if (!process.stdout.write(line)) return void process.stdout.once('drain', more);
      }
      process.stdout.write('the last line\n');
    };
    more();
  },
  /** Writes in the journal, with a child of its own, for so many milliseconds. */
  work({ task, deployment }: Given) {
    const name = `${deployment.id} ${task.id} ${task.attempt}`;
    const ms = deployment.config.of;
    const args = [process.argv[1] ?? '', 'journal', file, `${name} child`, `${ms}`];
    spawn(process.execPath, args, { stdio: 'inherit' });
    keepJournal(`${name} parent`, ms);
  },
};

/** That it lives, every few milliseconds; it does not heed SIGTERM. */
function keepJournal(name: string, ms: number): void {
  process.on('SIGTERM', () => undefined);
  const endsAt = Date.now() + ms;
  const write = (what: string) => appendFileSync(file, `${name} ${what} ${Date.now()}\n`);
  write('begin');
  const timer = setInterval(() => {
    const isOver = Date.now() >= endsAt;
    write(isOver ? 'end' : 'alive');
    if (isOver) clearInterval(timer);
  }, 10);
}

function serve(): void {
  const told = JSON.parse(readFileSync(file, 'utf8'));
  console.log('the service begins');
  if (told.config.do === 'crash') process.exit(9);
  const answers: Record<string, () => [number, string, Record<string, string>?]> = {
    '/ready': () => [200, 'ok'],
    '/about': () => [200, JSON.stringify({ pid: process.pid, told, identity: identity() })],
    '/status': () => [200, JSON.stringify({ status: { name: 'Fine', color: 'success' } })],
    '/elsewhere': () => [302, '', { location: '/about' }],
    '/long': () => [200, 'y'.repeat(300_000)],
    '/no': () => [418, 'I am a teapot'],
  };
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const { method, url = '', headers } = request;
    const echo = () =>
      [200, JSON.stringify({ method, body, auth: headers.authorization })] as const;
    const [status, content, more] = (answers[url] ?? echo)();
    response.writeHead(status, more).end(content);
  });
  server.listen(Number(process.env['PROBE_PORT']), '127.0.0.1');
}

if (as === 'service') serve();
else if (as === 'journal') keepJournal(process.argv[4] ?? '', Number(process.argv[5]));
else {
  const given = JSON.parse(await text(process.stdin)) as Given;
  const isLast = 'Uninstall' in given.task.operation;
  actions[isLast ? 'tell' : given.deployment.config.do](given);
}
