import { IconPlayerTrackNext, IconPlayerTrackPrev } from '@tabler/icons-react'
import { useEffect, useId, useState } from 'react'
import { addDays, daysBetween } from '../../../domain/values/plain-date.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { dateText } from '../../ui/date-text.ts'

/** Moving the slider asks once it rests. */
const REST_MS = 200

interface DaySliderProps {
  /** Days on which something changed, oldest first. */
  days: readonly string[]
  /** The day asked about; today if none. */
  asOf: string | undefined
  today: string
  onDay: (day: string | undefined) => void
}

/** Goes back to any day since the first change; the arrows stop at the days on which something changed. */
export function DaySlider({ days, asOf, today, onDay }: DaySliderProps) {
  const id = useId()
  // What was known before a day began is seen on the day after it became known.
  const stops = [...new Set(days.map((day) => addDays(day, 1)).filter((day) => day < today)), today]
  const from = stops[0] ?? today
  const asked = asOf !== undefined && asOf >= from && asOf <= today ? asOf : today
  const [day, setDay] = useState(asked)
  useEffect(() => setDay(asked), [asked])
  useEffect(() => {
    if (day === asked) return
    const timer = setTimeout(() => onDay(day === today ? undefined : day), REST_MS)
    return () => clearTimeout(timer)
  }, [day, asked, today, onDay])
  if (stops.length < 2) return null
  const before = stops.findLast((stop) => stop < day)
  const after = stops.find((stop) => stop > day)
  return (
    <div className="day-slider" role="group" aria-label="Day of the map">
      <label htmlFor={id} className="label">
        {day === today ? 'Today' : `As of ${dateText(day, today)}`}
      </label>
      <IconButton
        label="Change before"
        size="small"
        aria-disabled={before === undefined || undefined}
        onClick={() => before && setDay(before)}
      >
        <IconPlayerTrackPrev size={14} stroke={1.6} />
      </IconButton>
      <input
        id={id}
        type="range"
        min={0}
        max={daysBetween(from, today)}
        step={1}
        value={daysBetween(from, day)}
        aria-valuetext={day === today ? 'Today' : dateText(day, today)}
        onChange={(event) => setDay(addDays(from, Number(event.currentTarget.value)))}
      />
      <IconButton
        label="Change after"
        size="small"
        aria-disabled={after === undefined || undefined}
        onClick={() => after && setDay(after)}
      >
        <IconPlayerTrackNext size={14} stroke={1.6} />
      </IconButton>
      {day === today ? null : (
        <Button size="small" onClick={() => setDay(today)}>
          Back to today
        </Button>
      )}
    </div>
  )
}
