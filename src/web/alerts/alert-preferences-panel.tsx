import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../app/api.ts'
import { QueryFailure } from '../settings/query-failure.tsx'
import { SavedChoice, SavedSwitch, SavedText, wholeNumber } from '../settings/setting-row.tsx'
import { Panel } from '../ui/panel.tsx'
import { Skeleton } from '../ui/state.tsx'

type Preferences = Awaited<ReturnType<typeof api.alerts.preferences>>

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/
const DEFAULT_QUIET = { from: '20:00', to: '07:00' }

/** How many alerts a day, and what leaves the app when. */
export function AlertPreferencesPanel() {
  const queries = useQueryClient()
  const preferences = useQuery({ queryKey: ['alerts', 'preferences'], queryFn: () => api.alerts.preferences({}) })
  const rules = useQuery({ queryKey: ['alerts', 'rules'], queryFn: () => api.alerts.rules({}) })
  if (preferences.isLoadingError) return <QueryFailure what="how you are alerted" query={preferences} />
  if (!preferences.data) return <Skeleton />
  const now = preferences.data
  const prefer = async (patch: Partial<Preferences>) => {
    queries.setQueryData(['alerts', 'preferences'], await api.alerts.prefer(patch))
    void queries.invalidateQueries({ queryKey: ['alerts', 'count'] })
  }
  const quiet = now.quietHours ?? DEFAULT_QUIET
  return (
    <Panel title="Your alerts" hint="In the app always; this decides how many, and what is sent when" rule="line">
      <SavedText
        label="Alerts a day"
        hint="What goes beyond is held back and listed. A close date near on one thread always alerts"
        kind="number"
        value={now.budgetPerDay}
        read={wholeNumber(1, 100)}
        onSave={(budgetPerDay) => prefer({ budgetPerDay })}
      />
      <SavedText
        label="Time zone"
        hint="Such as Europe/Berlin"
        value={now.timeZone}
        read={(text) => (text === '' ? { ok: false, problem: 'Give a time zone.' } : { ok: true, value: text })}
        onSave={(timeZone) => prefer({ timeZone })}
      />
      <SavedSwitch
        label="Quiet hours"
        hint="Nothing is sent to people during them"
        value={now.quietHours !== null}
        onSave={(on) => prefer({ quietHours: on ? DEFAULT_QUIET : null })}
      />
      {now.quietHours ? (
        <>
          <SavedText
            label="Quiet from"
            value={quiet.from}
            read={clock}
            onSave={(from) => prefer({ quietHours: { ...quiet, from } })}
          />
          <SavedText
            label="Quiet until"
            value={quiet.to}
            read={clock}
            onSave={(to) => prefer({ quietHours: { ...quiet, to } })}
          />
        </>
      ) : null}
      <SavedChoice
        label="By mail"
        hint="Where mail is set up"
        value={now.email}
        options={[
          { value: 'all', label: 'Every alert' },
          { value: 'urgent', label: 'Urgent alerts' },
          { value: 'none', label: 'Nothing' },
        ]}
        onSave={(email) => prefer({ email: email as Preferences['email'] })}
      />
      <SavedChoice
        label="Digest"
        hint="What is not urgent comes in one mail"
        value={now.digest}
        options={[
          { value: 'off', label: 'No digest' },
          { value: 'daily', label: 'Each day' },
          { value: 'weekly', label: 'Each Monday' },
        ]}
        onSave={(digest) => prefer({ digest: digest as Preferences['digest'] })}
      />
      {now.digest === 'off' ? null : (
        <SavedText label="Digest at" value={now.digestAt} read={clock} onSave={(digestAt) => prefer({ digestAt })} />
      )}
      {rules.data?.items.map(({ rule, name, about }) => (
        <SavedSwitch
          key={rule}
          label={name}
          hint={about}
          value={!now.mutedRules.includes(rule)}
          onSave={(on) => prefer({ mutedRules: on ? now.mutedRules.filter((one) => one !== rule) : [...now.mutedRules, rule] })}
        />
      ))}
    </Panel>
  )
}

function clock(text: string) {
  return CLOCK.test(text)
    ? ({ ok: true, value: text } as const)
    : ({ ok: false, problem: 'A time of day is like 08:30.' } as const)
}
