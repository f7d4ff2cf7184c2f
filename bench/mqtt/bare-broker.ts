// A bare aedes broker that lets everybody do everything; a process of its own, so that its CPU time is its own.
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { Aedes } from 'aedes';
import { answerCpu } from './cpu.ts';

const broker = await Aedes.createBroker();
const server = createServer((socket) => {
  socket.setNoDelay(true);
  broker.handle(socket);
}).listen(0, '127.0.0.1');
await once(server, 'listening');
answerCpu({ port: (server.address() as AddressInfo).port });
