import { Status } from '../../ui/status.tsx'
import { Strip } from '../../ui/strip.tsx'
import type { Benchmark, Show } from './benchmarks.ts'

/** The deal's people in five figures, each beside what it is held against; pressing one shows whom it counts. */
export function PeopleStrip({
  benchmarks,
  show,
  onShow,
}: {
  benchmarks: readonly Benchmark[]
  show: Show
  onShow: (show: Show) => void
}) {
  return (
    <Strip
      label="People of the deal"
      stats={benchmarks.map(({ id, label, value, tone, verdict, context }) => ({
        id,
        label,
        value: (
          <>
            {value}
            <span className="stat-verdict">
              <Status tone={tone}>{verdict}</Status>
            </span>
          </>
        ),
        context,
        pressed: id !== 'everyone' && show === id,
        onPress: () => onShow(show === id ? 'everyone' : id),
      }))}
    />
  )
}
