/** How text is written where it goes, so that a deal's name cannot format, link or mention. */
export const MARKUPS = ['plain', 'slack', 'teams', 'html'] as const
export type Markup = (typeof MARKUPS)[number]

const NAMES = /\{([a-zA-Z]+)\}/g

/** Fills the {names} of a template; what is filled in is written so that it means nothing but itself. */
export function filled(template: string, facts: Readonly<Record<string, string | number>>): string {
  return template.replaceAll(NAMES, (_all, name: string) => oneLine(String(facts[name] ?? '–')))
}

/** Placeholders that a template names and the rule does not know; empty when it fits. */
export function unknownPlaceholders(template: string, known: readonly string[]): string[] {
  return [...template.matchAll(NAMES)].map(([, name = '']) => name).filter((name) => !known.includes(name))
}

/** Text in the markup of a channel. */
export function inMarkup(text: string, markup: Markup): string {
  return ESCAPES[markup](text)
}

const ESCAPES: Readonly<Record<Markup, (text: string) => string>> = {
  plain: (text) => text,
  // Slack reads only these three as control characters; a zero-width space keeps the rest from formatting or mentioning.
  slack: (text) => entities(text).replaceAll(/[*_~`@#]/g, (mark) => `\u200b${mark}`),
  teams: (text) => text.replaceAll(/[\\`*_{}[\]()#+!|<>~-]/g, (mark) => `\\${mark}`),
  html: (text) => entities(text).replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
}

function entities(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** What is filled in stays on its line, and shows nothing that is not there to be read. */
function oneLine(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 300)
}
