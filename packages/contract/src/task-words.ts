import { z } from 'zod';

/** Platz's, closed. */
export const taskStatuses = ['Pending', 'Started', 'Failed', 'Canceled', 'Done'] as const;
export const taskStatus = z.enum(taskStatuses);
export type TaskStatus = z.output<typeof taskStatus>;

export const taskOperations = [
  ...(['Install', 'Upgrade', 'Reinstall', 'Recreate', 'Uninstall'] as const),
  ...(['InvokeAction', 'RestartK8sResource'] as const),
] as const;
export const taskOperationName = z.enum(taskOperations);
export type TaskOperationName = z.output<typeof taskOperationName>;
