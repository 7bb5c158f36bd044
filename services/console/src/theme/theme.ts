import { Button, type CSSVariablesResolver, createTheme, type MantineColorsTuple, rem } from '@mantine/core';
import { colors } from './colors.ts';

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

export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, ...colors });
