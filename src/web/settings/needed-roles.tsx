import { useState } from 'react'
import type { Settings } from '../../domain/settings/settings.ts'
import type { RoleRule } from '../../domain/settings/threading-settings.ts'
import { Button } from '../ui/button.tsx'
import { Panel } from '../ui/panel.tsx'
import { ruleText, seatText } from './role-seats.ts'
import { RoleRuleDialog } from './role-rule-dialog.tsx'
import { useSaved } from './saved-state.ts'
import { SettingRow } from './setting-row.tsx'

interface NeededRolesProps {
  now: Settings
  usual: Settings
  /** Left out where the rules are only looked at. */
  onChange?: (rules: RoleRule[], text: string) => Promise<unknown>
}

/** Whom a deal needs, from when and from how much: each rule with a way to change it, and for all of them the way back. */
export function NeededRoles({ now, usual, onChange }: NeededRolesProps) {
  const [asked, setAsked] = useState<RoleRule | 'new'>()
  const { problem, save } = useSaved()
  const rules = now.threading.requiredRoles
  const usualRules = usual.threading.requiredRoles
  const isUsual = JSON.stringify(rules) === JSON.stringify(usualRules)
  return (
    <Panel
      title="Roles that a deal needs"
      hint="a gap is told where nobody has one"
      rule="line"
      actions={
        onChange ? (
          <Button size="small" onClick={() => setAsked('new')}>
            Add a role
          </Button>
        ) : undefined
      }
    >
      {rules.map((rule, i) => (
        <SettingRow key={`${i} ${seatText(rule.anyOf)}`} label={seatText(rule.anyOf)} hint={ruleText(rule, now.baseCurrency)}>
          {onChange ? (
            <span className="setting-pair">
              <Button size="small" onClick={() => setAsked(rule)}>
                Change<span className="unseen"> {seatText(rule.anyOf)}</span>
              </Button>
              <Button
                size="small"
                look="quiet"
                onClick={() =>
                  void save(() =>
                    onChange(
                      rules.filter((one) => one !== rule),
                      `${seatText(rule.anyOf)} is not needed any more: ${ruleText(rule, now.baseCurrency)}`,
                    ),
                  )
                }
              >
                Remove<span className="unseen"> {seatText(rule.anyOf)}</span>
              </Button>
            </span>
          ) : null}
        </SettingRow>
      ))}
      {isUsual ? null : (
        <SettingRow
          label="All of them"
          usual={{
            text: `${usualRules.length} rules`,
            onReset:
              onChange && (() => void save(() => onChange([...usualRules], 'The roles that a deal needs are the usual ones'))),
          }}
        >
          <span className="value">{rules.length === 1 ? '1 rule' : `${rules.length} rules`}</span>
        </SettingRow>
      )}
      {problem ? (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      ) : null}
      {asked && onChange ? (
        <RoleRuleDialog
          rule={asked === 'new' ? null : asked}
          currency={now.baseCurrency}
          onClose={() => setAsked(undefined)}
          onSave={async (next) => {
            const changed = asked === 'new' ? [...rules, next] : rules.map((one) => (one === asked ? next : one))
            await onChange(changed, `${seatText(next.anyOf)} needed: ${ruleText(next, now.baseCurrency)}`)
            setAsked(undefined)
          }}
        />
      ) : null}
    </Panel>
  )
}
