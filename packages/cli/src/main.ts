#!/usr/bin/env node
import { keepCompiled } from './program/keep-compiled.ts';
import { refuseOldNode } from './program/refuse-old-node.ts';

refuseOldNode();
keepCompiled();
const { run } = await import('./program/run.ts');
process.exit(await run(process.argv.slice(2)));
