import { readFileSync } from 'node:fs';
import { startApp } from '../../packages/server/src/app.ts';
import { loadConfig } from '../../packages/server/src/config.ts';

// A server whose clock a test moves: by as many milliseconds as stand in the file that it is given.
const [file = ''] = process.argv.slice(2);
const ahead = () => Number(readFileSync(file, 'utf8'));
const app = await startApp(loadConfig(process.env), { clock: () => Date.now() + ahead() });
console.log(`Open ${app.url}`);
process.once('SIGTERM', () => void app.stop().then(() => process.exit(0)));
