import { packDocument, type Block } from '../../../domain/stakeholders/champions/pack-document.ts'
import { returnOnInvestment } from '../../../domain/stakeholders/champions/return-on-investment.ts'
import type { PackContent } from '../../../domain/stakeholders/champions/pack-content.ts'
import { Empty } from '../../ui/state.tsx'

/** The pack as the champion gets it: what nobody has written, and questions without an answer, are not in it. */
export function PackDocumentView({ content }: { content: PackContent }) {
  const blocks = packDocument(content, content.roi && returnOnInvestment(content.roi))
  if (!blocks.some(({ kind }) => kind === 'heading')) return <Empty title="Nothing is written yet" />
  return (
    <article className="pack-document" aria-label={content.title}>
      {blocks.map((block, i) => (
        <PackBlock key={i} block={block} />
      ))}
    </article>
  )
}

function PackBlock({ block }: { block: Block }) {
  if (block.kind === 'table') {
    const [head = [], ...rows] = block.rows
    return (
      <table className="stood pack-flows">
        <thead>
          <tr>
            {head.map((cell) => (
              <th key={cell} scope="col">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([year, ...cells]) => (
            <tr key={year}>
              <th scope="row">{year}</th>
              {cells.map((cell, i) => (
                <td key={head[i + 1]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    )
  }
  const { kind, text } = block
  if (kind === 'title') return <p className="pack-title">{text}</p>
  if (kind === 'heading') return <h3>{text}</h3>
  if (kind === 'quote') return <blockquote>{text}</blockquote>
  return <p className={kind === 'bullet' ? 'pack-bullet' : undefined}>{text}</p>
}
