/** A failure of a command that asked a server, with what is needed to ask it for its version. */
export class AskedInVain extends Error {
  readonly url: string;
  readonly credential: () => Promise<string | undefined>;

  constructor(cause: unknown, url: string, credential: () => Promise<string | undefined>) {
    super(`Asking ${url} failed`, { cause });
    this.name = 'AskedInVain';
    this.url = url;
    this.credential = credential;
  }
}
