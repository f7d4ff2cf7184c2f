#!/usr/bin/env node
import { keepCompiled } from './program/keep-compiled.ts';

keepCompiled();
const { run } = await import('./program/run.ts');
process.exit(await run(process.argv.slice(2)));
