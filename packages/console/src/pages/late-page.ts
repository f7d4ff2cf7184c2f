import { lazyRouteComponent } from '@tanstack/react-router';

/**
 * A page whose code is fetched when it is first asked for. Where that fails the page says so, in words of its own:
 * by the browser's words the router would know to reload, which with the server down leads out of the pages.
 */
export const latePage: typeof lazyRouteComponent = (load, name) =>
  lazyRouteComponent(
    () =>
      load().catch((cause: unknown) => {
        throw new Error(`The code of this page did not come (${String(cause)}).`, { cause });
      }),
    name,
  );
