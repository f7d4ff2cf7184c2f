import { Code, Text } from '@mantine/core';
import type { Schema } from './open-api.ts';
import classes from './reference.module.css';
import { alternativesOf, fieldsOf, schemaWords } from './schema-words.ts';

interface Props {
  readonly schema: Schema;
  /** Whether leaving a field out is worth a word: it is in what is sent, not in what comes back. */
  readonly isSent: boolean;
}

/** The fields of a body or an answer, nested ones below their field. */
export function SchemaFields({ schema, isSent }: Props) {
  const alternatives = alternativesOf(schema);
  if (alternatives.length > 1) {
    return alternatives.map((one, n) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the order of a fixed document
      <div key={n}>
        <Text size="sm" c="dimmed" mt={n > 0 ? 'xs' : 0}>
          {n > 0 ? 'or' : 'One of'}
        </Text>
        <SchemaFields schema={one} isSent={isSent} />
      </div>
    ));
  }
  const fields = fieldsOf(schema);
  if (fields.length === 0) return <Text size="sm">{schemaWords(schema)}</Text>;
  return (
    <ul className={classes.fields}>
      {fields.map(([name, field, isRequired]) => (
        <li key={name}>
          <Field name={name} field={field} note={isSent && isRequired ? 'required' : undefined} />
          {(fieldsOf(field).length > 0 || alternativesOf(field).length > 1) && (
            <SchemaFields schema={field} isSent={isSent} />
          )}
        </li>
      ))}
    </ul>
  );
}

interface FieldProps {
  readonly name: string;
  readonly field: Schema;
  readonly note?: string | undefined;
}

/** A field's name, type and what it means. */
export function Field({ name, field, note }: FieldProps) {
  return (
    <Text size="sm" component="div">
      <Code>{name}</Code>{' '}
      <Text span size="sm" c="dimmed">
        {schemaWords(field)}
        {note && `, ${note}`}
      </Text>
      {field.description && <div>{field.description}</div>}
    </Text>
  );
}
