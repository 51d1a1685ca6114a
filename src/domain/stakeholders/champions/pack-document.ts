import { currencyDigits } from '../../values/currency-digits.ts'
import type { PackContent } from './pack-content.ts'
import type { RoiFigures } from './roi-figures.ts'

/** A document as both Markdown and Word know it. */
export type Block =
  | { readonly kind: 'title' | 'heading' | 'paragraph' | 'bullet' | 'quote'; readonly text: string }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] }

/** The pack in reading order. What nobody has written is left out; an objection without an answer never leaves the house. */
export function packDocument(content: PackContent, roi: RoiFigures | null): Block[] {
  const section = (heading: string, ...blocks: Block[]): Block[] =>
    blocks.length === 0 ? [] : [{ kind: 'heading', text: heading }, ...blocks]
  const answered = content.objections.filter(({ answer }) => answer !== '')
  return [
    { kind: 'title', text: content.title },
    ...(content.audience === '' ? [] : [{ kind: 'paragraph' as const, text: `For ${content.audience}` }]),
    ...section('The problem', ...paragraphs(content.problem)),
    ...section('What we propose', ...paragraphs(content.proposal)),
    ...section('What it brings', ...bullets(content.benefits)),
    ...section('What it is worth', ...(roi && content.roi ? worth(roi, content.roi.source) : [])),
    ...section('What waiting costs', ...paragraphs(content.costOfInaction)),
    ...section(
      'Risks, and what is done about them',
      ...bullets(content.risks.map(({ risk, answer }) => (answer === '' ? risk : `${risk}: ${answer}`))),
    ),
    ...section(
      'Answers to questions',
      ...answered.flatMap(({ topic, quote, by, answer }): Block[] => [
        { kind: 'quote', text: `${quote} (${topic}; ${by})` },
        ...paragraphs(answer),
      ]),
    ),
    ...section('Next steps', ...bullets(content.nextSteps)),
  ]
}

function worth(roi: RoiFigures, source: string): Block[] {
  const unit = 10 ** (currencyDigits(roi.currency) ?? 2)
  const money = (minor: number) => `${minor < 0 ? '−' : ''}${Math.round(Math.abs(minor) / unit).toLocaleString('en-US')}`
  return [
    {
      kind: 'table',
      rows: [
        ['Year', `Gain, ${roi.currency}`, 'Cost', 'Net', 'Net today'],
        ...roi.flows.map(({ year, gainMinor, costMinor, netMinor, discountedMinor }) => [
          year === 0 ? 'Start' : String(year),
          ...[gainMinor, costMinor, netMinor, discountedMinor].map(money),
        ]),
      ],
    },
    ...roi.formulas.map(({ figure, formula }): Block => ({ kind: 'bullet', text: `${figure}: ${formula}` })),
    ...(source === '' ? [] : [{ kind: 'paragraph' as const, text: `Numbers: ${source}` }]),
  ]
}

function paragraphs(text: string): Block[] {
  return text
    .split(/\n{1,}/)
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => ({ kind: 'paragraph', text: one }))
}

function bullets(texts: readonly string[]): Block[] {
  return texts.filter((text) => text !== '').map((text) => ({ kind: 'bullet', text }))
}

/** As Markdown, with everything that Markdown would read as its own escaped. */
export function markdownOf(blocks: readonly Block[]): string {
  return `${blocks
    .map(markdown)
    .join('\n\n')
    .replaceAll(/(^- .*)\n\n(?=- )/gm, '$1\n')}\n`
}

function markdown(block: Block): string {
  if (block.kind === 'table') {
    const line = (cells: readonly string[]) => `| ${cells.map((cell) => escaped(cell).replaceAll('|', '\\|')).join(' | ')} |`
    const [head = [], ...rows] = block.rows
    return [line(head), `|${head.map((_, i) => (i === 0 ? ' --- ' : ' ---: ')).join('|')}|`, ...rows.map(line)].join('\n')
  }
  const text = escaped(block.text.replaceAll(/\s+/g, ' '))
  return { title: `# ${text}`, heading: `## ${text}`, paragraph: text, bullet: `- ${text}`, quote: `> ${text}` }[block.kind]
}

function escaped(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>#]/g, (sign) => `\\${sign}`).replaceAll(/^([-+]|\d+[.)])(?=\s)/gm, '\\$1')
}
