// The whole server with its broker, in a process of its own, so that its CPU time is its own.
import { startApp } from '../../packages/server/src/app.ts';
import { loadConfig } from '../../packages/server/src/config.ts';
import { answerCpu } from './cpu.ts';

const { url } = await startApp(loadConfig(process.env));
answerCpu({ port: Number(process.env['KEYWRIGHT_MQTT_PORT']), url });
