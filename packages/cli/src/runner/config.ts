import { z } from 'zod';

/** What is wrong with a config file, every problem of it, each with what to do. */
export class ConfigError extends Error {
  constructor(file: string, problems: readonly string[]) {
    super(`${file} cannot be used:\n${problems.map((one) => `  - ${one}`).join('\n')}`);
  }
}

/** Operations that a command can be configured for. An invoked action is a call to the deployment instead. */
export const commandOperations = [
  ...(['Install', 'Upgrade', 'Reinstall', 'Recreate', 'Uninstall'] as const),
  'RestartK8sResource',
] as const;
export type CommandOperation = (typeof commandOperations)[number];

const argv = z
  .array(z.string().min(1, 'Must not be empty.'), {
    error: 'Must be a list: the program, then its arguments.',
  })
  .min(1, 'Must name a program.');
const path = z.string().regex(/^\/\S*$/, 'Must begin with a slash, such as /ready.');
const seconds = (least: number, most: number, usual: number) =>
  z
    .number({ error: 'Must be a number of seconds.' })
    .min(least, `Must be at least ${least}.`)
    .max(most, `Must be at most ${most}.`)
    .default(usual);

const service = z.strictObject({
  command: argv,
  port_variable: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]*$/, 'Must be a variable’s name, such as PORT.')
    .default('PORT'),
  ready_path: path.optional(),
  ready_within_s: seconds(1, 600, 30),
  status_path: path.optional(),
  stop_within_s: seconds(0, 300, 10),
});

const kind = z.strictObject({
  commands: z.partialRecord(z.enum(commandOperations), argv).default({}),
  service: service.optional(),
  ingress: z
    .string()
    .regex(/^https?:\/\/\S+$/, 'Must be a web address, such as https://{namespace}.example.org.')
    .optional(),
  command_limit_s: seconds(1, 86_400, 3600),
  action_limit_s: seconds(1, 600, 60),
});

const text = z.string({ error: 'Is missing.' }).min(1, 'Must not be empty.').max(200);

/** The config file, as it is written. Relative paths in it are from its own folder. */
export const configFile = z.strictObject({
  server: z.url({
    protocol: /^https?$/,
    error: 'Must be the address of the server, such as https://keywright.example.com.',
  }),
  token_file: z.string().min(1, 'Must not be empty.').optional(),
  cluster: z.strictObject({
    env: z.uuid('Must be the id of an env: copy it from the env’s page.'),
    name: text,
    provider_id: text.optional(),
    region_name: text.optional(),
    ingress_domain: text.optional(),
  }),
  work_dir: z.string({ error: 'Is missing.' }).min(1, 'Must not be empty.'),
  charts: z.string({ error: 'Is missing.' }).min(1, 'Must not be empty.'),
  concurrency: z
    .number()
    .int()
    .min(1, 'Must be at least 1.')
    .max(64, 'Must be at most 64.')
    .default(4),
  lease_s: z
    .number()
    .int()
    .min(5, 'Must be at least 5.')
    .max(300, 'Must be at most 300.')
    .default(30),
  report_every_s: seconds(1, 30, 10),
  grace_s: seconds(0, 300, 20),
  kinds: z.record(z.string(), kind, { error: 'Must say what to do for each deployment kind.' }),
});

type File = z.output<typeof configFile>;
export type KindConfig = z.output<typeof kind>;
export type ServiceConfig = z.output<typeof service>;

/** A config that can be used: paths are absolute, and the token is there. */
export interface Config extends Omit<File, 'token_file' | 'kinds'> {
  /** The folder that relative programs and paths are from. */
  readonly folder: string;
  readonly kinds: ReadonlyMap<string, KindConfig>;
  /** The runner’s own token, as it stands now: a file is read anew, so that it may be rotated. */
  readonly token: () => string;
}
