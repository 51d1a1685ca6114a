import { IconDots, IconKey, IconPlus, IconUserCheck, IconUserOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { Role } from '../../domain/access/right.ts'
import { api } from '../app/api.ts'
import { paths } from '../app/paths.ts'
import { settingsRoute } from '../app/routes.tsx'
import { useMay, useMe } from '../app/session.ts'
import { usersQuery } from '../deals/company-queries.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Button, ButtonLink } from '../ui/button.tsx'
import { InlineEdit } from '../ui/inline-edit.tsx'
import { MenuButton } from '../ui/menu-button.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Empty, Skeleton } from '../ui/state.tsx'
import { Status } from '../ui/status.tsx'
import type { Column, Sort } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/data-table.tsx'
import { AddUserDialog } from './add-user-dialog.tsx'
import { useHeldChange } from './held-change.ts'
import { PasswordDialog } from './password-dialog.tsx'
import { QueryFailure } from './query-failure.tsx'
import { ROLE_LABELS, ROLE_OPTIONS } from './role-labels.ts'

type Users = Awaited<ReturnType<typeof api.users.list>>
type User = Users['items'][number]
type UserPatch = Omit<Parameters<typeof api.users.update>[0], 'id'>

/** The people of the company: role, sign-in and whether they are active. Read-only for those who may not change people. */
export function UsersSection() {
  const users = useQuery(usersQuery)
  const may = useMay('users:write')
  const me = useMe()
  const { q = '' } = settingsRoute.useSearch()
  const navigate = settingsRoute.useNavigate()
  const [adding, setAdding] = useState<'open' | 'closed'>('closed')
  const [passwordOf, setPasswordOf] = useState<User>()
  const [sort, setSort] = useState<Sort>({ column: 'name', order: 'asc' })
  const patch = useUserPatch()
  const found = useMemo(() => {
    const words = q.toLowerCase().split(/\s+/).filter(Boolean)
    return (users.data?.items ?? []).filter((user) => {
      const text = [user.name, user.email, user.title, ROLE_LABELS[user.role], ...user.teams.map((team) => team.name)]
        .join(' ')
        .toLowerCase()
      return words.every((word) => text.includes(word))
    })
  }, [users.data, q])
  if (users.isLoadingError) return <QueryFailure what="the users" query={users} />
  const all = users.data?.items ?? []
  return (
    <>
      <PageHeader
        title="Users"
        note={`${all.filter((user) => user.active).length} active, ${all.filter((user) => user.canSignIn && user.active).length} with a sign-in`}
        actions={
          <>
            <input
              className="control settings-search"
              type="search"
              data-page-search
              aria-label="Search users"
              placeholder="Name, e-mail, role or team"
              value={q}
              onChange={(event) => {
                const text = event.currentTarget.value
                void navigate({ search: (before) => ({ ...before, q: text || undefined }), replace: true })
              }}
            />
            {may ? (
              <Button look="primary" icon={<IconPlus size={15} stroke={1.8} />} onClick={() => setAdding('open')}>
                Add a person
              </Button>
            ) : null}
          </>
        }
      />
      {users.data ? (
        <DataTable
          label="Users"
          height="page"
          rows={found}
          columns={may ? [...factColumns(patch), actionColumn(patch, me?.id, setPasswordOf)] : factColumns(undefined)}
          rowId={(user) => user.id}
          rowName={(user) => user.name}
          sort={sort}
          onSort={setSort}
          empty={
            <Empty
              title="Nobody matches"
              action={
                <ButtonLink size="small" href={paths.settings('users')}>
                  Show everybody
                </ButtonLink>
              }
            >
              {`No user has “${q}” in name, e-mail, title, role or team.`}
            </Empty>
          }
          phone={(user) => ({
            title: <Person user={user} />,
            status: `${ROLE_LABELS[user.role]}${user.active ? '' : ', not active'}`,
            number: may ? (
              <UserActions user={user} patch={patch} own={me?.id === user.id} onPassword={setPasswordOf} />
            ) : undefined,
          })}
        />
      ) : (
        <Skeleton />
      )}
      <AddUserDialog state={adding} onClose={() => setAdding('closed')} />
      {passwordOf ? <PasswordDialog person={passwordOf} state="open" onClose={() => setPasswordOf(undefined)} /> : null}
    </>
  )
}

type Patch = (user: User, change: UserPatch, text: string) => Promise<void>

function useUserPatch(): Patch {
  const change = useHeldChange()
  return (user, given, text) => {
    const put = (patch: UserPatch) => (held: Users) => ({
      items: held.items.map((one) => (one.id === user.id ? ({ ...one, ...patch } as User) : one)),
    })
    const before = Object.fromEntries(Object.keys(given).map((key) => [key, user[key as keyof User]])) as UserPatch
    return change<Users>({
      key: usersQuery.queryKey,
      text,
      go: { put: put(given), save: () => api.users.update({ id: user.id, ...given }) },
      back: { put: put(before), save: () => api.users.update({ id: user.id, ...before }) },
      also: ['teams', 'session'],
    })
  }
}

function factColumns(patch: Patch | undefined): Column<User>[] {
  const text = (user: User, what: string, value: string, onSave: (value: string) => Promise<void>, shown: React.ReactNode) =>
    patch ? (
      <InlineEdit label={`${what} of ${user.name}`} edit={{ kind: 'text', value }} onSave={(next) => onSave(String(next ?? ''))}>
        <span className="clip">{shown}</span>
      </InlineEdit>
    ) : (
      shown
    )
  return [
    {
      id: 'name',
      header: 'Name',
      value: (user) => user.name,
      width: 190,
      grow: 2,
      priority: 1,
      cell: (user) =>
        text(
          user,
          'Name',
          user.name,
          async (name) => patch?.(user, { name: needed(name) }, `${user.name} renamed to ${name}`),
          <Person user={user} />,
        ),
    },
    {
      id: 'title',
      header: 'Title',
      value: (user) => user.title,
      width: 150,
      grow: 2,
      priority: 3,
      cell: (user) =>
        text(
          user,
          'Title',
          user.title ?? '',
          async (title) => patch?.(user, { title: title || null }, `Title of ${user.name} set to ${title || 'none'}`),
          user.title ?? '–',
        ),
    },
    {
      id: 'email',
      header: 'E-mail',
      value: (user) => user.email,
      width: 200,
      grow: 2,
      priority: 4,
      cell: (user) =>
        text(
          user,
          'E-mail',
          user.email ?? '',
          async (email) => patch?.(user, { email: needed(email) }, `E-mail of ${user.name} set to ${email}`),
          user.email ?? '–',
        ),
    },
    {
      id: 'role',
      header: 'Role',
      value: (user) => ROLE_LABELS[user.role],
      width: 140,
      priority: 2,
      cell: (user) =>
        patch ? (
          <InlineEdit
            label={`Role of ${user.name}`}
            edit={{ kind: 'select', value: user.role, options: ROLE_OPTIONS }}
            onSave={async (next) => {
              const role = Role.parse(next)
              await patch(user, { role }, `${user.name} is now ${ROLE_LABELS[role]}`)
            }}
          >
            {ROLE_LABELS[user.role]}
          </InlineEdit>
        ) : (
          ROLE_LABELS[user.role]
        ),
    },
    {
      id: 'teams',
      header: 'Teams today',
      value: (user) => user.teams.map((team) => team.name).join(', ') || null,
      width: 150,
      grow: 1,
      priority: 4,
    },
    {
      id: 'state',
      header: 'State',
      value: (user) => (user.active ? 'Active' : 'Not active'),
      width: 105,
      priority: 2,
      cell: (user) => (user.active ? <Status tone="good">Active</Status> : <Status tone="mute">Not active</Status>),
    },
    { id: 'signin', header: 'Sign-in', value: (user) => (user.canSignIn ? 'Set' : 'None'), width: 80, priority: 5 },
  ]
}

function actionColumn(patch: Patch, own: string | undefined, onPassword: (user: User) => void): Column<User> {
  return {
    id: 'actions',
    header: 'Actions',
    head: <span className="unseen">Actions</span>,
    value: () => null,
    sort: 'none',
    align: 'end',
    width: 52,
    priority: 1,
    cell: (user) => <UserActions user={user} patch={patch} own={own === user.id} onPassword={onPassword} />,
  }
}

function UserActions({
  user,
  patch,
  own,
  onPassword,
}: {
  user: User
  patch: Patch
  own: boolean
  onPassword: (user: User) => void
}) {
  const [problem, setProblem] = useState<string>()
  const activate = (active: boolean) => {
    setProblem(undefined)
    patch(user, { active }, active ? `${user.name} made active` : `${user.name} deactivated and signed out`).catch(
      (reason: Error) => setProblem(reason.message),
    )
  }
  return (
    <span className="row-actions">
      {problem ? (
        <span className="field-problem" role="alert">
          {problem}
        </span>
      ) : null}
      <MenuButton
        look="icon"
        size="small"
        label={`Actions for ${user.name}`}
        icon={<IconDots size={16} />}
        groups={[
          {
            items: [
              {
                id: 'password',
                label: user.canSignIn ? 'Set a new password' : 'Give a sign-in',
                icon: <IconKey size={15} />,
                disabledReason:
                  user.email === null ? 'Add an e-mail address first' : user.active ? undefined : 'Make the person active first',
                onSelect: () => onPassword(user),
              },
              user.active
                ? {
                    id: 'off',
                    label: 'Deactivate',
                    icon: <IconUserOff size={15} />,
                    tone: 'risk' as const,
                    disabledReason: own ? 'You cannot deactivate yourself' : undefined,
                    onSelect: () => activate(false),
                  }
                : { id: 'on', label: 'Make active', icon: <IconUserCheck size={15} />, onSelect: () => activate(true) },
            ],
          },
        ]}
      />
    </span>
  )
}

function Person({ user }: { user: User }) {
  return (
    <span className="person">
      <Avatar name={user.name} />
      <span className="name cut" title={user.name}>
        {user.name}
      </span>
    </span>
  )
}

function needed(text: string): string {
  if (text === '') throw new Error('This cannot be empty.')
  return text
}
