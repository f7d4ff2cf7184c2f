import { JsonArea } from '../parts/json-area.tsx';
import type { ConfigDraft, Schema } from './config.ts';
import { InputFields } from './input-fields.tsx';

interface Props {
  readonly schema: Schema;
  readonly draft: ConfigDraft;
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (draft: ConfigDraft) => void;
}

/** The config of a deployment: the form that its chart asks for, or JSON where it asks for none. */
export function ConfigFields({ schema, draft, errors, onChange }: Props) {
  if (schema) {
    return (
      <InputFields
        schema={schema}
        values={draft.values}
        errors={errors}
        onChange={(values) => onChange({ ...draft, values })}
      />
    );
  }
  return (
    <JsonArea
      label="Config"
      description="JSON: this version says nothing of what it takes. Empty: nothing."
      error={errors['config']}
      value={draft.text}
      onChange={({ currentTarget }) => onChange({ ...draft, text: currentTarget.value })}
    />
  );
}
