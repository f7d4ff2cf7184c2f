import { useEffect, useRef } from 'react';

interface Form<Values> {
  readonly isDirty: () => boolean;
  readonly setInitialValues: (values: Values) => void;
  readonly setValues: (values: Values) => void;
}

/** What others saved meanwhile is shown in a form, unless something is being changed there. The values are plain data. */
export function useSavedElsewhere<Values>(form: Form<Values>, values: Values): void {
  const latest = useRef(form);
  latest.current = form;
  const stored = JSON.stringify(values);
  useEffect(() => {
    if (latest.current.isDirty()) return;
    const saved = JSON.parse(stored) as Values;
    latest.current.setInitialValues(saved);
    latest.current.setValues(saved);
  }, [stored]);
}
