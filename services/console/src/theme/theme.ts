import { Button, type CSSVariablesResolver, createTheme, type MantineColorsTuple, rem } from '@mantine/core';

/** Neutrals: slate. Index 0 is the lightest. */
const slate: MantineColorsTuple = [
  '#f8fafc',
  '#f1f5f9',
  '#e2e8f0',
  '#cbd5e1',
  '#94a3b8',
  '#64748b',
  '#475569',
  '#334155',
  '#1e293b',
  '#0f172a',
];

/** The dark scheme's surfaces and texts: index 0 is text, 7 the page, 6 a raised surface, 4 a border. */
const night: MantineColorsTuple = [
  '#e6ebf2',
  '#cbd5e1',
  '#9aa8bb',
  '#718096',
  '#2c384a',
  '#212c3b',
  '#17202c',
  '#0e141d',
  '#0a1018',
  '#060a10',
];

/** The one accent: what can be done. */
const accent: MantineColorsTuple = [
  '#f0fdfa',
  '#ccfbf1',
  '#99f6e4',
  '#5eead4',
  '#2dd4bf',
  '#14b8a6',
  '#0d9488',
  '#0f766e',
  '#115e59',
  '#134e4a',
];

/** Filled buttons in both schemes with enough contrast: on bright colours of the dark scheme the text is dark. */
function filledButtonColors(variant: string | undefined, color: string | undefined): Record<string, string> {
  if (variant !== undefined && variant !== 'filled') return {};
  if (color === 'red') {
    return {
      '--button-bg': 'var(--cv-failed)',
      '--button-hover': 'var(--cv-failed)',
      '--button-color': 'var(--cv-on-failed)',
    };
  }
  return { '--button-color': 'var(--cv-on-accent)' };
}

export const theme = createTheme({
  colors: { gray: slate, dark: night, accent },
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  luminanceThreshold: 0.35,
  black: '#0f172a',
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', 'Segoe UI Mono', Menlo, monospace",
  fontSizes: { xs: rem(12), sm: rem(13), md: rem(14), lg: rem(16), xl: rem(20) },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.4' },
  spacing: { xs: rem(4), sm: rem(8), md: rem(16), lg: rem(24), xl: rem(32) },
  defaultRadius: 'sm',
  radius: { xs: rem(4), sm: rem(6), md: rem(8), lg: rem(12), xl: rem(16) },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: rem(20), lineHeight: '1.3' },
      h2: { fontSize: rem(16), lineHeight: '1.35' },
      h3: { fontSize: rem(14), lineHeight: '1.45' },
    },
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: Button.extend({
      defaultProps: { size: 'sm' },
      vars: (_theme, props) => ({
        root: {
          ...(props.size === 'sm' ? { '--button-height': rem(32), '--button-padding-x': rem(14) } : {}),
          ...filledButtonColors(props.variant, props.color),
        },
      }),
    }),
    TextInput: { defaultProps: { size: 'sm' } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: false, events: { hover: true, focus: true, touch: true } } },
    Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 80 } } },
    Modal: { defaultProps: { transitionProps: { duration: 120 }, centered: true } },
    Drawer: { defaultProps: { transitionProps: { duration: 120 } } },
    Tabs: { defaultProps: { keepMounted: false } },
  },
});

/** Tokens of our own beside Mantine's: surfaces, hairlines, and status colours (all AA on their surfaces). */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-dimmed': '#526074',
    '--mantine-color-default-border': '#ced7e2',
    '--mantine-color-error': '#b91c1c',
    '--cv-rail': '#f8fafc',
    '--cv-raised': '#ffffff',
    '--cv-sunken': '#f5f7fa',
    '--cv-hover': '#f3f6f9',
    '--cv-hairline': '#e3e8ef',
    '--cv-rail-text': '#334155',
    '--cv-rail-hover': '#eef2f6',
    '--cv-rail-active': '#e4eaf1',
    '--cv-track': '#e6ebf1',
    '--cv-chart': '#64748b',
    '--cv-connector': '#cbd5e1',
    '--cv-focus': '#0f766e',
    '--cv-accent-text': '#0f766e',
    '--cv-on-accent': '#ffffff',
    '--cv-on-failed': '#ffffff',
    '--cv-accent-tint': '#e8f6f4',
    '--cv-done': '#15803d',
    '--cv-running': '#1d5fd0',
    '--cv-idle': '#5b6779',
    '--cv-partly': '#a35a05',
    '--cv-failed': '#b91c1c',
    '--cv-done-tint': '#eaf7ee',
    '--cv-running-tint': '#eaf1fd',
    '--cv-idle-tint': '#f1f4f8',
    '--cv-partly-tint': '#fdf4e3',
    '--cv-failed-tint': '#fdeeee',
  },
  dark: {
    '--mantine-color-body': '#0e141d',
    '--mantine-color-dimmed': '#9aa8bb',
    '--mantine-color-error': '#f98080',
    '--cv-rail': '#0a1018',
    '--cv-raised': '#121a25',
    '--cv-sunken': '#0a1018',
    '--cv-hover': '#16202d',
    '--cv-hairline': '#233043',
    '--cv-rail-text': '#cbd5e1',
    '--cv-rail-hover': '#131c28',
    '--cv-rail-active': '#1a2534',
    '--cv-track': '#1d2836',
    '--cv-chart': '#7c8ba1',
    '--cv-connector': '#334155',
    '--cv-focus': '#2dd4bf',
    '--cv-accent-text': '#2dd4bf',
    '--cv-on-accent': '#04201d',
    '--cv-on-failed': '#2a0709',
    '--cv-accent-tint': '#10302f',
    '--cv-done': '#4ade80',
    '--cv-running': '#6aa8ff',
    '--cv-idle': '#9aa8bb',
    '--cv-partly': '#fbbf24',
    '--cv-failed': '#f98080',
    '--cv-done-tint': '#0f2a1b',
    '--cv-running-tint': '#13263f',
    '--cv-idle-tint': '#1a2432',
    '--cv-partly-tint': '#2e2410',
    '--cv-failed-tint': '#351a1d',
  },
});
