import { useState } from 'react'

/** Runs changes, and keeps the sentence of a refusal until the next one. */
export function useAttempt() {
  const [problem, setProblem] = useState<string>()
  const attempt = (work: Promise<unknown>) => {
    setProblem(undefined)
    work.catch((reason: unknown) => setProblem(reason instanceof Error ? reason.message : 'Not saved'))
  }
  return { problem, attempt }
}

/** Why something was refused, read out at once. */
export function Refusal({ problem }: { problem: string | undefined }) {
  return problem ? (
    <p className="risk-text people-refusal" role="alert">
      {problem}
    </p>
  ) : null
}
