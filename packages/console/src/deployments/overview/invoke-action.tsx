import type { Deployment, DeploymentAction } from '@keywright/sdk';
import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { inputErrors } from '../../ui-inputs/input-errors.ts';
import { InputFields } from '../../ui-inputs/input-fields.tsx';
import { entered, given, missingInputs } from '../../ui-inputs/input-values.ts';
import { askForTask } from '../ask-for-task.ts';
import { TaskDialog } from './task-dialog.tsx';

interface Props {
  readonly deployment: Deployment;
  readonly action: DeploymentAction;
  readonly onClose: () => void;
}

/** Below which field of the request the server names what is wrong with the body. */
const bodyField = 'operation.InvokeAction.body';

/** Invokes an action, with what it wants to know. */
export function InvokeAction({ deployment, action, onClose }: Props) {
  const schema = action.ui_schema ?? { inputs: [] };
  const [values, setValues] = useState(() => entered(schema, undefined));
  const [missing, setMissing] = useState<Record<string, string>>({});
  const isComplete = () => {
    const found = missingInputs(schema, values);
    setMissing(found);
    return Object.keys(found).length === 0;
  };
  const wrong = (error: unknown) => inputErrors(schema, error, bodyField);
  const isDangerous = action.dangerous ?? false;
  return (
    <TaskDialog
      title={`${action.title}: ${deployment.name}`}
      confirm={action.title}
      isDangerous={isDangerous}
      isComplete={isComplete}
      saysItself={(error) => Object.keys(wrong(error)).length > 0}
      ask={(when) =>
        askForTask(
          deployment,
          {
            InvokeAction: {
              helm_chart_id: deployment.helm_chart_id,
              action_id: action.id,
              body: given(schema, values),
            },
          },
          when,
        )
      }
      onClose={onClose}
    >
      {(error) => (
        <>
          {isDangerous ? (
            <Alert color="yellow" icon={<IconAlertTriangle />} title="This one is dangerous">
              {action.description}
            </Alert>
          ) : (
            <Text size="sm">{action.description}</Text>
          )}
          <InputFields
            schema={schema}
            values={values}
            errors={{ ...wrong(error), ...missing }}
            onChange={setValues}
          />
        </>
      )}
    </TaskDialog>
  );
}
