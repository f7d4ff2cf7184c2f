import { Code, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { CopyableText } from '../parts/copyable-text.tsx';
import { accessWords } from './access-words.ts';
import { curlLine } from './curl-line.ts';
import type { ListedOperation } from './listed-operations.ts';
import classes from './reference.module.css';
import { Field, SchemaFields } from './schema-fields.tsx';

/** All there is to know to call one endpoint. */
export function OperationDetails({ operation }: { readonly operation: ListedOperation }) {
  const { description, parameters, requestBody, responses } = operation;
  const body = requestBody?.content?.['application/json']?.schema;
  const answers = Object.entries(responses);
  const good = answers.filter(([status]) => status < '400');
  const errors = answers.filter(([status]) => status >= '400');
  return (
    <Stack gap="md">
      {description && <Text size="sm">{description}</Text>}
      <Part title="Who may call it">
        <Text size="sm">{accessWords(operation['x-keywright-access'])}</Text>
      </Part>
      <CopyableText label="From a shell" text={curlLine(operation, location.origin)} />
      {parameters.length > 0 && (
        <Part title="Parameters">
          <ul className={classes.fields}>
            {parameters.map(({ name, in: place, schema, description }) => (
              <li key={name}>
                <Field
                  name={name}
                  field={{ ...schema, ...(description && { description }) }}
                  note={place === 'path' ? 'in the path, required' : 'in the query'}
                />
              </li>
            ))}
          </ul>
        </Part>
      )}
      {body && (
        <Part title={requestBody.required ? 'Body, as JSON' : 'Body, as JSON; may be left out'}>
          <SchemaFields schema={body} isSent />
        </Part>
      )}
      {good.map(([status, answer]) => {
        const [media, content] = Object.entries(answer.content ?? {})[0] ?? [];
        return (
          <Part key={status} title={`Answer ${status}${media ? `, ${media}` : ''}`}>
            {content?.schema ? (
              <SchemaFields schema={content.schema} isSent={false} />
            ) : (
              <Text size="sm">{media ? 'The bytes themselves.' : 'Without a body.'}</Text>
            )}
          </Part>
        );
      })}
      <Part title="Errors">
        <ul className={classes.fields}>
          {errors.map(([status, { description }]) => (
            <li key={status}>
              <Text size="sm" component="div">
                {status}{' '}
                {description.split(', ').map((code) => (
                  <Code key={code} mr={4}>
                    {code}
                  </Code>
                ))}
              </Text>
            </li>
          ))}
        </ul>
      </Part>
    </Stack>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>
        {title}
      </Text>
      {children}
    </div>
  );
}
