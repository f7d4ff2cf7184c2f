import { type CSSVariablesResolver, createTheme } from '@mantine/core';

const mono = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace';
const system = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

/** The heading of a dialog is a `header` too, which must not pass for a second banner of the page. */
const noBanner = { header: { role: 'presentation' } };

export const theme = createTheme({
  primaryColor: 'indigo',
  // The shades on which white text keeps a contrast of 4.5 (WCAG 2.2, 1.4.3).
  primaryShade: { light: 7, dark: 8 },
  fontFamily: system,
  fontFamilyMonospace: mono,
  headings: { fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Alert: { styles: { title: { color: 'var(--mantine-color-text)' } } },
    Modal: {
      defaultProps: {
        centered: true,
        closeButtonProps: { 'aria-label': 'Close' },
        attributes: noBanner,
      },
      styles: { title: { fontWeight: 650, fontSize: 'var(--mantine-font-size-lg)' } },
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
