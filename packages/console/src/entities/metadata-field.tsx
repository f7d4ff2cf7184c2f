import type { ComponentProps } from 'react';
import { JsonArea } from '../parts/json-area.tsx';

/** Whatever programs are to know of an entity. */
export function MetadataField(props: ComponentProps<typeof JsonArea>) {
  return (
    <JsonArea
      label="Metadata (optional)"
      description="A JSON object with whatever your programs want to keep here, such as {&quot;room&quot;: &quot;12&quot;}."
      {...props}
    />
  );
}
