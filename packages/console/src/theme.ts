import { type CSSVariablesResolver, createTheme } from '@mantine/core';

const mono = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace';
/** Mantine's dark greys, a little cooler and with more light in the text; index 7 is the surface of pages. */
const dark = [
  '#dcdfe4',
  '#bcc1c8',
  '#8b9099',
  '#6c717a',
  '#43474e',
  '#383b41',
  '#2a2c31',
  '#1f2023',
  '#18191b',
  '#141517',
] as const;
const system = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

/** The heading of a dialog is a `header` too, which must not pass for a second banner of the page. */
const noBanner = { header: { role: 'presentation' } };

/** What stands beside a field: smaller than its label, and still easy to read. */
const small = { fontSize: '0.8125rem', lineHeight: 1.4 };

export const theme = createTheme({
  primaryColor: 'indigo',
  colors: { dark },
  // The shades on which white text keeps a contrast of 4.5 (WCAG 2.2, 1.4.3).
  primaryShade: { light: 7, dark: 8 },
  fontFamily: system,
  fontFamilyMonospace: mono,
  headings: { fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Alert: {
      styles: {
        root: { border: '1px solid var(--alert-bd)' },
        title: { color: 'var(--mantine-color-text)' },
        message: { color: 'var(--mantine-color-text)' },
      },
      vars: (_: unknown, { color }: { color?: string }) => ({
        root: {
          '--alert-bg': `var(--page-${color}-ground)`,
          '--alert-bd': `var(--page-${color}-line)`,
          '--alert-color': `var(--page-${color}-mark)`,
        },
      }),
    },
    // A code stays in one piece where a line has room for it.
    Code: {
      styles: {
        root: {
          display: 'inline-block',
          maxWidth: '100%',
          overflow: 'visible',
          background: 'var(--page-code)',
        },
      },
    },
    Notification: {
      defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' } },
      styles: { description: { color: 'var(--mantine-color-dimmed)' } },
    },
    Breadcrumbs: {
      styles: {
        root: { flexWrap: 'wrap' },
        breadcrumb: { whiteSpace: 'normal', lineHeight: 'var(--mantine-line-height)' },
      },
    },
    InputWrapper: {
      styles: { description: small, error: small },
    },
    Modal: {
      defaultProps: {
        centered: true,
        closeButtonProps: { 'aria-label': 'Close' },
        attributes: noBanner,
      },
      styles: {
        title: { fontWeight: 650, fontSize: 'var(--mantine-font-size-lg)', lineHeight: 1.35 },
      },
    },
    Drawer: { defaultProps: { attributes: noBanner } },
    Tooltip: {
      defaultProps: { withArrow: true, events: { hover: true, focus: true, touch: true } },
    },
    Avatar: { defaultProps: { color: 'initials', allowedInitialsColors: ['indigo', 'violet'] } },
    Menu: {
      // Inside the landmark it belongs to, and with the focus on its first item rather than on a placeholder.
      defaultProps: { withinPortal: false, withInitialFocusPlaceholder: false },
    },
    Table: { defaultProps: { verticalSpacing: 'sm', horizontalSpacing: 'md' } },
  },
});

/** The library's quiet greys and reds are below the contrast that small text needs. */
export const accessibleColours: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#555b61',
    '--mantine-color-placeholder': '#6a7178',
    '--mantine-color-error': colors.red[9],
    '--mantine-color-anchor': colors.indigo[8],
  },
  dark: {
    '--mantine-color-dimmed': '#b0b3b8',
    '--mantine-color-placeholder': '#9a9ea5',
    '--mantine-color-error': colors.red[4],
    '--mantine-color-anchor': colors.indigo[3],
  },
});
