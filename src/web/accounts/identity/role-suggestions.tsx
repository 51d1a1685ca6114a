import { IconCheck, IconX } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ROLE_LABELS } from '../../../domain/accounts/contact.ts'
import { api } from '../../app/api.ts'
import { useMay } from '../../app/session.ts'
import { AiMark } from '../../ui/ai-mark.tsx'
import { IconButton } from '../../ui/button.tsx'
import { roleSuggestionsQuery, type RoleSuggestion } from './identity-queries.ts'
import './identity.css'

/** Roles that a person on a deal seems to play, each to be confirmed or dismissed. Nothing where there are none. */
export function RoleSuggestions({ deal, contact }: { deal: string; contact: string }) {
  const queries = useQueryClient()
  const mayWrite = useMay('deals:write')
  const [problem, setProblem] = useState<string>()
  const suggestions = useQuery(roleSuggestionsQuery(deal)).data?.items.filter((one) => one.contact.id === contact) ?? []
  if (suggestions.length === 0) return null
  const decide = (call: Promise<unknown>) => {
    setProblem(undefined)
    call
      .then(() => queries.invalidateQueries({ queryKey: ['stakeholders'] }))
      .catch((reason: unknown) => setProblem(reason instanceof Error ? reason.message : 'Not saved'))
  }
  return (
    <>
      <ul className="role-suggestions">
        {suggestions.map((one) => (
          <li key={one.role} className="role-suggestion">
            <AiMark />
            <span title={reasonsOf(one)}>
              {ROLE_LABELS[one.role]}? <span className="label">{Math.round(one.confidence * 100)}% sure</span>
            </span>
            {mayWrite ? (
              <>
                <IconButton
                  size="small"
                  label={`Confirm ${one.contact.name} as ${ROLE_LABELS[one.role].toLowerCase()}`}
                  onClick={() => decide(api.roles.confirm({ deal, contact, role: one.role }))}
                >
                  <IconCheck size={14} stroke={1.8} />
                </IconButton>
                <IconButton
                  size="small"
                  label={`Dismiss ${ROLE_LABELS[one.role].toLowerCase()} for ${one.contact.name}`}
                  onClick={() => decide(api.roles.reject({ deal, contact, role: one.role }))}
                >
                  <IconX size={14} stroke={1.8} />
                </IconButton>
              </>
            ) : null}
            <span className="role-suggestion-why label">{reasonsOf(one)}</span>
          </li>
        ))}
      </ul>
      {problem ? (
        <p className="risk-text" role="alert">
          {problem}
        </p>
      ) : null}
    </>
  )
}

function reasonsOf({ reasons }: RoleSuggestion): string {
  return reasons.map(({ text }) => text).join('. ')
}
