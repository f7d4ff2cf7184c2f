/** What a server is asked: each connection sends its own request again and again, the next when the last was answered. */
export interface Plan {
  readonly port: number;
  /** Whole requests as they go over the wire, one for each connection. */
  readonly requests: readonly string[];
  /** What the body of each answer contains; any other ends the run. */
  readonly expected: string;
}

/** From the program of the load, for each message it gets. */
export interface Answered {
  readonly requests: number;
  readonly seconds: number;
}

/** To the program of the load: a plan to ask for so long. */
export interface Ask {
  readonly plan: Plan;
  readonly ms: number;
}

export interface RequestParts {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** HTTP/1.1, kept alive. */
export function requestText({ method, path, headers, body = '' }: RequestParts): string {
  const all = {
    host: '127.0.0.1',
    ...headers,
    ...(method === 'POST' && { 'content-length': `${Buffer.byteLength(body)}` }),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}
