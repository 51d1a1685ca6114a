import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

/** Ten steps of the accent; step 6 is the button of the light theme, step 4 the text colour of the dark one. */
const accent: MantineColorsTuple = [
  '#eaf0fd',
  '#d5e1fb',
  '#b3c9f8',
  '#9dbcfa',
  '#86abf8',
  '#5580de',
  '#2a5bc7',
  '#234eae',
  '#1c3f8f',
  '#17325f',
]

/** Mantine paints dark surfaces from this tuple; its own is neutral grey. */
const dark: MantineColorsTuple = [
  '#e8ecf2',
  '#b3bcc9',
  '#8d97a6',
  '#6c7787',
  '#333c49',
  '#252c37',
  '#14181f',
  '#0d1015',
  '#0b0e12',
  '#090b0e',
]

export const theme = createTheme({
  colors: { accent, dark },
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 4 },
  white: '#ffffff',
  black: '#14181f',
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '15px', xl: '18px' },
  lineHeights: { xs: '16px', sm: '18px', md: '18px', lg: '21px', xl: '24px' },
  spacing: { xs: '6px', sm: '8px', md: '12px', lg: '14px', xl: '20px' },
  radius: { xs: '4px', sm: '5px', md: '6px', lg: '8px', xl: '10px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  autoContrast: true,
  components: {
    Tooltip: {
      defaultProps: { openDelay: 400, transitionProps: { duration: 120 }, events: { hover: true, focus: true, touch: true } },
    },
    Modal: {
      defaultProps: {
        centered: false,
        yOffset: '12vh',
        transitionProps: { duration: 120, transition: 'fade' },
        closeButtonProps: { 'aria-label': 'Close' },
      },
    },
    Menu: { defaultProps: { transitionProps: { duration: 120, transition: 'fade' }, shadow: 'none' } },
    Popover: { defaultProps: { transitionProps: { duration: 120, transition: 'fade' }, shadow: 'none' } },
  },
})

/** Mantine sets these per scheme, so an override must stand in both; the tokens themselves know light from dark. */
const followTokens = {
  '--mantine-color-body': 'var(--canvas)',
  '--mantine-color-text': 'var(--t1)',
  '--mantine-color-dimmed': 'var(--t3)',
  '--mantine-color-placeholder': 'var(--t3)',
  '--mantine-color-error': 'var(--risk)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--t1)',
  '--mantine-color-default-border': 'var(--line-2)',
  '--mantine-color-disabled': 'var(--well)',
  '--mantine-color-disabled-color': 'var(--t3)',
}

export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: followTokens, dark: followTokens })
