import type { Score } from '../../domain/values/score.ts'
import { countText } from '../deals/deal-words.ts'
import { scoreTone } from '../deals/people/engagement-bar.tsx'
import { ScoreBar } from '../ui/score-bar.tsx'
import './sponsors.css'

/** What the evidence of a part is, by its id, in words; what is not among them is only counted. */
export type Evidence = ReadonlyMap<string, string>

/** As many pieces of evidence as are named. */
const NAMED = 4

/** The four parts of a score, 25 points each: bar and input at a glance, what they rest on when opened. */
export function ScoreParts({ score, evidence }: { score: Score; evidence: Evidence }) {
  return (
    <ul className="score-parts">
      {score.factors.map((factor) => {
        const of = factor.weight ?? 25
        return (
          <li key={factor.name}>
            <details>
              <summary>
                <span className="score-part-name">
                  <span className="name">{factor.name}</span>
                  <span className="label">{factor.input}</span>
                </span>
                {factor.value === null ? (
                  <span className="label">Not known</span>
                ) : (
                  <ScoreBar
                    value={(100 * factor.value) / of}
                    tone={scoreTone((100 * factor.value) / of)}
                    text={`${Math.round(factor.value)} of ${of}`}
                    label={factor.name}
                    width={96}
                  />
                )}
                <span className="ai-text score-part-why">Why</span>
              </summary>
              <Rests ids={factor.evidence} evidence={evidence} />
            </details>
          </li>
        )
      })}
    </ul>
  )
}

function Rests({ ids, evidence }: { ids: readonly string[]; evidence: Evidence }) {
  const named = ids.flatMap((id) => {
    const text = evidence.get(id)
    return text === undefined ? [] : { id, text }
  })
  if (ids.length === 0) return <p className="label score-rests">It rests on no single record.</p>
  return (
    <ul className="plain-lines score-rests">
      {named.slice(0, NAMED).map(({ id, text }) => (
        <li key={id} className="label">
          {text}
        </li>
      ))}
      {ids.length > Math.min(named.length, NAMED) ? (
        <li className="label">
          {named.length > 0 ? 'and ' : ''}
          {countText(ids.length - Math.min(named.length, NAMED), named.length > 0 ? 'other record' : 'record')} of the year
        </li>
      ) : null}
    </ul>
  )
}
