/** Colours of a chart. In the browser they are the tokens, so a theme change needs no new chart; print and mail pass plain hex. */
export interface Palette {
  readonly ink: string
  readonly text: string
  readonly label: string
  readonly line: string
  readonly ground: string
  readonly done: string
  readonly people: string
  readonly ai: string
  readonly aiText: string
  readonly band50: string
  readonly band80: string
  readonly gain: string
  readonly gainText: string
  readonly loss: string
  readonly lossText: string
  readonly total: string
  readonly series: readonly string[]
}

export const screenPalette: Palette = {
  ink: 'var(--t1)',
  text: 'var(--t2)',
  label: 'var(--t3)',
  line: 'var(--line)',
  ground: 'var(--surface)',
  done: 'var(--closed)',
  people: 'var(--commit)',
  ai: 'var(--ai-mark)',
  aiText: 'var(--ai)',
  band50: 'var(--ai-band-50)',
  band80: 'var(--ai-band-80)',
  gain: 'var(--good-fill)',
  gainText: 'var(--good)',
  loss: 'var(--risk-fill)',
  lossText: 'var(--risk)',
  total: 'var(--total)',
  series: ['var(--commit)', 'var(--good-fill)', 'var(--warn-fill)', 'var(--ai-mark)', 'var(--t3)'],
}
