import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { node26, root } from '../../scripts/setup/paths.mjs';
import { type Link, startLink } from './link.ts';
import type { Asked } from './questions.ts';
import type { Questioned, Replied } from './verifier-process.ts';

/** A program with a verifier inside, and its network to the servers. */
export interface VerifierUnderTest {
  readonly link: Link;
  /** Undefined: the program has ended. */
  ask(questions: readonly Asked[]): Promise<Replied['answers'] | undefined>;
  pause(): void;
  resume(): void;
  remove(): Promise<void>;
}

/** `serverPort`: of the server that it finds first; behind a balancer it may be another after each loss. */
export async function startVerifier(serverPort: number, token: string): Promise<VerifierUnderTest> {
  const link = await startLink(serverPort, 'http');
  const args = [`${root}/tests/chaos/verifier-process.ts`, `http://127.0.0.1:${link.port}`, token];
  const child: ChildProcess = spawn(node26, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const abandon = () => child.kill('SIGKILL');
  process.once('exit', abandon);
  const waiting = new Map<number, (answers: Replied['answers'] | undefined) => void>();
  let asked = 0;
  child.on('message', ({ id, answers }: Replied) => {
    waiting.get(id)?.(answers);
    waiting.delete(id);
  });
  child.on('exit', () => {
    for (const resolve of waiting.values()) resolve(undefined);
  });
  return {
    link,
    ask(questions) {
      if (!child.connected) return Promise.resolve(undefined);
      const { promise, resolve } = Promise.withResolvers<Replied['answers'] | undefined>();
      const sent: Questioned = { id: ++asked, questions: questions.map(wordsOf) };
      waiting.set(sent.id, resolve);
      child.send(sent);
      return promise;
    },
    pause: () => child.kill('SIGSTOP'),
    resume: () => child.kill('SIGCONT'),
    async remove() {
      process.off('exit', abandon);
      link.stop();
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

const wordsOf = ({ token, permission, on }: Asked) => ({ token, permission, resource: on });
