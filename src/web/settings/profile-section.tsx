import { useMe } from '../app/session.ts'
import { AlertPreferencesPanel } from '../alerts/alert-preferences-panel.tsx'
import { leave } from '../app/leave.ts'
import { usePreferences, type Preferences } from '../app/preferences.tsx'
import { Definitions } from '../ui/facts.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Panel } from '../ui/panel.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { PasswordDialog } from './password-dialog.tsx'
import { ROLE_LABELS } from './role-labels.ts'
import { SavedSwitch, SettingRow } from './setting-row.tsx'
import { Button } from '../ui/button.tsx'
import { useState } from 'react'

const THEMES = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'auto', label: 'As the device' },
] as const satisfies readonly { value: Preferences['theme']; label: string }[]

const DENSITIES = [
  { value: 'comfortable', label: 'Comfortable' },
  { value: 'default', label: 'Default' },
  { value: 'compact', label: 'Compact' },
] as const satisfies readonly { value: Preferences['density']; label: string }[]

/** Who one is, and how one's own screen looks. */
export function ProfileSection() {
  const me = useMe()
  const { preferences, prefer } = usePreferences()
  const [password, setPassword] = useState<'open' | 'closed'>('closed')
  if (!me) return null
  const teams = me.teams.map((team) => (team.leads ? `${team.name} (leads)` : team.name)).join(', ')
  return (
    <div className="page-stack settings-narrow">
      <PageHeader title="Profile" />
      <Panel title="You" hint="Changed by an admin under Users" rule="line">
        <Definitions
          facts={[
            { id: 'name', label: 'Name', value: me.name },
            { id: 'email', label: 'E-mail', value: me.email ?? '–' },
            { id: 'title', label: 'Title', value: me.title ?? '–' },
            { id: 'role', label: 'Role', value: ROLE_LABELS[me.role] },
            { id: 'teams', label: 'Teams', value: teams || '–' },
          ]}
        />
      </Panel>
      <Panel title="Your screen" hint="Kept with your account" rule="line">
        <SettingRow label="Theme">
          <Segmented label="Theme" value={preferences.theme} segments={THEMES} onChange={(theme) => prefer({ theme })} />
        </SettingRow>
        <SettingRow label="Density" hint="Row height: 36, 32 or 28 pixels">
          <Segmented
            label="Density"
            value={preferences.density}
            segments={DENSITIES}
            onChange={(density) => prefer({ density })}
          />
        </SettingRow>
        <SavedSwitch
          label="Single keys"
          hint="J, K, E, G then P and others. Chords with Ctrl or ⌘ always work"
          value={preferences.singleKeys}
          onSave={async (singleKeys) => prefer({ singleKeys })}
        />
      </Panel>
      <AlertPreferencesPanel />
      <Panel title="Signing in and out" rule="line">
        <SettingRow
          label="Password"
          hint={me.canSignIn ? 'A new password ends every session, this one too' : 'An admin gives you a password under Users'}
        >
          {me.canSignIn ? (
            <Button onClick={() => setPassword('open')}>Change password</Button>
          ) : (
            <span className="value">None</span>
          )}
        </SettingRow>
        <SettingRow label="This browser" hint="Nothing of yours stays on screen">
          <Button onClick={() => void leave()}>Sign out</Button>
        </SettingRow>
      </Panel>
      <PasswordDialog person={me} state={password} onClose={() => setPassword('closed')} />
    </div>
  )
}
