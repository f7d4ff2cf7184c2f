import { Command } from 'commander';

/** `keywright runner`: see docs/runner.md. */
export const group = () =>
  new Command('runner')
    .description('Carry out the tasks of one cluster')
    .requiredOption('-c, --config <file>', 'its configuration, such as runner.yaml')
    .action(async ({ config }: { config: string }) => {
      const { carryOutTasks } = await import('../runner/carry-out-tasks.ts');
      await carryOutTasks(config);
    });
