/** In a long form what is wrong may be out of sight: shows the first field that is, and puts the focus there. */
export function showFirstError(form: HTMLElement | null): void {
  // Once the fields have been drawn with what is wrong with them.
  requestAnimationFrame(() => {
    const wrong = form?.querySelector<HTMLElement>(
      '[aria-invalid="true"], .mantine-InputWrapper-error',
    );
    wrong?.scrollIntoView({ block: 'center' });
    wrong?.focus({ preventScroll: true });
  });
}
