import { type ComponentType, lazy, Suspense } from 'react';

/**
 * A component whose code is fetched when it is first shown, such as a dialog that most visits never open.
 * `load` resolves to the component itself.
 */
export function late<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  const Loaded = lazy(() => load().then((component) => ({ default: component })));
  return (props) => (
    <Suspense>
      <Loaded {...props} />
    </Suspense>
  );
}
