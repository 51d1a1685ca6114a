import { IconThumbDown, IconThumbUp } from '@tabler/icons-react'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { useClaims, type ShownClaim } from './use-claims.ts'
import { WrongDialog } from './wrong-dialog.tsx'

interface WhyFootProps {
  deal: string
  /** Everything said of the deal by the model; the chance comes first. */
  said: readonly ShownClaim[]
  today: string
}

/** The last line of a why: how often people called such chances right, and Right or Wrong for all of it; Wrong asks which part. */
export function WhyFoot({ deal, said, today }: WhyFootProps) {
  const claims = useClaims(deal)
  const [asking, setAsking] = useState<'wrong' | 'nothing'>('nothing')
  const [problem, setProblem] = useState<string>()
  const chance = said[0]
  if (!chance) return null
  const called = claims.records?.called ?? []
  const right = called.reduce((sum, one) => sum + one.right, 0)
  const total = called.reduce((sum, one) => sum + one.right + one.wrong, 0)
  const mine = claims.judgements.find((one) => one.mine && one.claim === chance.key)?.verdict
  return (
    <>
      <span className="label why-foot-words" role={problem ? 'alert' : undefined}>
        {problem ??
          (total === 0 ? 'No claim was called right or wrong yet' : `Claims were called right ${right} of ${total} times`)}
      </span>
      <Button
        size="small"
        icon={<IconThumbUp size={15} stroke={1.6} />}
        aria-pressed={mine === 'right'}
        onClick={() => {
          setProblem(undefined)
          claims
            .judge(chance, 'right')
            .catch((refusal: unknown) => setProblem(refusal instanceof Error ? refusal.message : 'Not saved'))
        }}
      >
        Right
      </Button>
      <Button
        size="small"
        icon={<IconThumbDown size={15} stroke={1.6} />}
        aria-pressed={mine === 'wrong'}
        onClick={() => setAsking('wrong')}
      >
        Wrong
      </Button>
      {asking === 'wrong' ? (
        <WrongDialog said={[...said, ...claims.people]} claims={claims} today={today} onClose={() => setAsking('nothing')} />
      ) : null}
    </>
  )
}
