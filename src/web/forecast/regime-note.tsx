import { dateText } from '../ui/date-text.ts'
import { Status } from '../ui/status.tsx'
import type { Board } from './forecast-search.ts'

/** Says that wins come in at another rate than before, since when, and what that does to the range. */
export function RegimeNote({ board }: { board: Board }) {
  const { regime } = board.outlook
  if (!regime) return null
  return (
    <p className="as-of-note">
      <Status tone="risk" look="chip">
        Change of regime
      </Status>
      <span>
        Since {dateText(regime.since, board.projection.asOf)} wins come in at {regime.ratio.toFixed(1)} times the usual rate. The
        range is wider, and the model listens to the last months more than before.
      </span>
    </p>
  )
}
