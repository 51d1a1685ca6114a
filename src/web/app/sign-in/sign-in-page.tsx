import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { Failure, Skeleton } from '../../ui/state.tsx'
import { TextField } from '../../ui/text-field.tsx'
import '../../ui/panel.css'
import { signIn, signInAs } from '../api.ts'
import { Mark } from '../mark.tsx'
import { usePageTitle } from '../page-title.tsx'
import { paths } from '../paths.ts'
import { sessionQuery, type Session } from '../session.ts'
import './sign-in-page.css'

type DemoPerson = NonNullable<Session['demo']>['people'][number]

/** Signing in with a password; in the demonstration, with a click on one of its people. */
export function SignInPage() {
  usePageTitle([{ label: 'Sign in' }])
  const session = useQuery(sessionQuery)
  const enter = useEnter()
  return (
    <main className="sign-in">
      <div className="sign-in-box panel">
        <p className="sign-in-product">
          <Mark /> Quarterdeck
        </p>
        {session.isPending ? <Skeleton lines={[60, 100, 100]} /> : null}
        {session.isError ? (
          <Failure title="Could not reach the server" onRetry={() => void session.refetch()}>
            {session.error.message}
          </Failure>
        ) : null}
        {session.data?.demo ? <DemoPeople people={session.data.demo.people} enter={enter} /> : null}
        {session.data ? <PasswordForm enter={enter} primary={session.data.demo ? 'second' : 'first'} /> : null}
      </div>
    </main>
  )
}

/** Runs a sign-in, then goes where the person wanted to be. */
function useEnter() {
  const queries = useQueryClient()
  const router = useRouter()
  const navigate = useNavigate()
  const { next } = useSearch({ strict: false })
  return async (how: () => Promise<void>) => {
    await how()
    queries.clear()
    await queries.fetchQuery(sessionQuery)
    if (next) router.history.replace(next)
    else await navigate({ href: paths.home(), replace: true })
  }
}

function DemoPeople({ people, enter }: { people: readonly DemoPerson[]; enter: (how: () => Promise<void>) => Promise<void> }) {
  const [problem, setProblem] = useState<string>()
  const [entering, setEntering] = useState<string>()
  const enterAs = (id: string) => {
    setEntering(id)
    setProblem(undefined)
    enter(() => signInAs(id)).catch((reason: Error) => {
      setProblem(reason.message)
      setEntering(undefined)
    })
  }
  return (
    <section aria-label="People of the demonstration">
      <h1>Sign in as</h1>
      <ul className="demo-people">
        {people.map((person) => (
          <li key={person.id}>
            <button type="button" disabled={entering !== undefined} onClick={() => enterAs(person.id)}>
              <Avatar name={person.name} size={28} />
              <span>
                <span className="value">{person.name}</span>{' '}
                <span className="label">{entering === person.id ? 'Signing in' : (person.title ?? person.role)}</span>
                <br />
                <span>{person.note}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {problem ? (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      ) : null}
    </section>
  )
}

function PasswordForm({ enter, primary }: { enter: (how: () => Promise<void>) => Promise<void>; primary: 'first' | 'second' }) {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [state, setState] = useState<'idle' | 'sending'>('idle')
  const [problem, setProblem] = useState<string>()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setState('sending')
    setProblem(undefined)
    enter(() => signIn(email, password)).catch((reason: Error) => {
      setProblem(reason.message)
      setState('idle')
    })
  }
  return (
    <form className="sign-in-form" onSubmit={submit}>
      {primary === 'first' ? <h1>Sign in</h1> : <h2>Or with a password</h2>}
      <TextField label="E-mail" kind="email" name="email" autoComplete="username" value={email} onChange={setEmail} />
      <TextField
        label="Password"
        kind="password"
        name="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        problem={problem}
      />
      <Button
        type="submit"
        look={primary === 'first' ? 'primary' : 'default'}
        disabledReason={state === 'sending' ? 'Signing in' : undefined}
      >
        Sign in
      </Button>
    </form>
  )
}
