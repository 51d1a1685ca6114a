import { mergeRecords } from '../merging/store.ts'
import { actor, addCounts, count, hasRows, isMapped, keyTable, literal, same, tallyOf, type Run } from '../staging/store.ts'

/** Everybody of ours that the files name: users by their own file, by a manager column, or only as the owner of something but history and activities. */
export async function mergePeople(run: Run): Promise<void> {
  const { client } = run
  await mergeRecords(run, {
    noun: 'users',
    from: 'in_users s',
    externalId: `coalesce(s.id, lower(s.email), lower(${fullName('s')}))`,
    table: 'users',
    columns: [
      { column: 'name', value: `coalesce(${fullName('s')}, s.email, s.id)`, fields: ['name', 'firstName', 'lastName'] },
      { column: 'email', value: "nullif(s.email, '')", fields: ['email'] },
      { column: 'title', value: 's.title', fields: ['title'] },
      { column: 'active', value: 'coalesce(s.active, true)', fields: ['active'] },
    ],
    also: 'lower(t.email) = lower(p.email)',
    event: 'user',
    told: {
      name: { value: '{x}name', column: 'name' },
      email: { value: '{x}email', column: 'email' },
      title: { value: '{x}title', column: 'title' },
      active: { value: '{x}active', column: 'active' },
    },
    createdAt: 's.created_at',
    modifiedAt: 's.modified_at',
  })
  await keysOfUsers(run)
  await client.query(
    ['managers', 'owners']
      .map((named) => `create ${run.fresh} table n_${named} (name text, external_id text, id uuid, state text)`)
      .join('; '),
  )
  await addNamed(run, 'managers', `select distinct s.manager as ref from in_users s where s.manager is not null`)
  await addNamed(
    run,
    'owners',
    `select owner as ref from in_accounts where owner is not null union select owner from in_opportunities where owner is not null
     union select "user" from in_quotas where "user" is not null
     union select "user" from in_team_members where "user" is not null`,
  )
  await mergeTeams(run)
  await client.query('analyze users')
}

/** Owners whom only the past of deals names: it may come in while people are stored already. */
export async function nameOwnersOfHistory(run: Run): Promise<void> {
  const named = (column: string) =>
    `select ${column} as ref from in_opportunity_history where field in ('Owner', 'OwnerId', 'ownerId', 'hubspot_owner_id') and ${column} ~ '^(005[A-Za-z0-9]{12,15}|[0-9]+)$'`
  await addNamed(run, 'owners', `${named('new_value')} union ${named('old_value')}`)
}

/** Owners whom only activities name: these may come in while deals are sorted already. Then all of ours are known, and k_user_mailboxes with them. */
export async function nameOwnersOfActivities(run: Run): Promise<void> {
  await addNamed(run, 'owners', 'select distinct owner as ref from in_activities where owner is not null')
  await run.client.query(
    `create ${run.fresh} table k_user_mailboxes as select lower(email) as key, id from users where email is not null; analyze k_user_mailboxes`,
  )
}

function fullName(alias: string): string {
  return `coalesce(nullif(${alias}.name, ''), nullif(trim(concat_ws(' ', ${alias}.first_name, ${alias}.last_name)), ''))`
}

async function keysOfUsers(run: Run): Promise<void> {
  const key = (expression: string) => same(run, expression)
  await run.client.query('drop table if exists k_users')
  await keyTable(run, 'users', [
    `select ${key('external_id')} as key, id from m_users`,
    `select ${key('external_id')} as key, id from users where source = ${literal(run, run.source)}`,
    ...(run.source === 'salesforce'
      ? []
      : ['select lower(email) as key, id from users', 'select lower(name) as key, id from users']),
  ])
}

/** People whom references name but no file of people lists: stored under that name, counted under a key of their own. */
async function addNamed(run: Run, counted: 'managers' | 'owners', refs: string): Promise<void> {
  const { client } = run
  const src = literal(run, run.source)
  const now = literal(run, run.importedAt)
  const { rows } = await client.query<{ state: string; n: number }>(`
    with named as (
      insert into n_${counted} (name, external_id, id, state)
      select distinct on (${same(run, 'r.ref')}) r.ref, ${same(run, 'r.ref')}, external_uuid(${src}, 'users', ${same(run, 'r.ref')}),
        case when u.id is null then 'new' else 'unchanged' end
      from (${refs}) r left join k_users k on k.key = ${same(run, 'r.ref')} left join users u on u.id = k.id
      where k.id is null or (u.source = ${src} and u.external_id = ${same(run, 'r.ref')} and not exists (select 1 from m_users m where m.id = u.id)
        and not exists (select 1 from n_${counted} n where n.id = u.id))
      returning *),
    stored as (insert into users (id, source, external_id, name, created_at) select id, ${src}, external_id, name, ${now} from named where state = 'new'),
    told as (
      insert into events (type, noun, subject, occurred_at, recorded_at, stored_at, actor_kind, actor_id, actor_name, source, after)
      select 'user.created', 'user', id, ${now}, ${now}, ${now}, ${actor(run)}, jsonb_build_object('name', name) from named where state = 'new')
    select state, count(*) as n from named group by state`)
  addCounts(run, counted, rows)
  const tally = tallyOf(run.counts, counted)
  tally.read = tally.created + tally.unchanged
  if (rows.some(({ state }) => state === 'new')) await keysOfUsers(run)
}

/** Teams of their own file, and those that a team, manager or region column implies: region above the manager's team. */
async function mergeTeams(run: Run): Promise<void> {
  const { client } = run
  const named = !(await hasRows(run, 'teams'))
  if (named && isMapped(run, 'users', 'team'))
    await client.query(
      `insert into in_teams (id, name) select distinct on (${same(run, 'team')}) ${same(run, 'team')}, team from in_users where team is not null order by ${same(run, 'team')}, team`,
    )
  const byManager = named && !isMapped(run, 'users', 'team') && isMapped(run, 'users', 'manager')
  if (named && isMapped(run, 'users', 'region'))
    await client.query(
      `insert into in_teams (id, name) select distinct on (lower(region)) 'region:' || lower(region), region from in_users where region is not null order by lower(region), region`,
    )
  if (byManager)
    await client.query(`
      insert into in_teams (id, name, parent)
      select distinct on (lower(manager)) 'manager:' || lower(manager), manager || case when manager ilike '%s' then '’ team' else '’s team' end, 'region:' || lower(region)
      from in_users where manager is not null order by lower(manager), region`)
  await mergeRecords(run, {
    noun: 'teams',
    from: 'in_teams s',
    externalId: `coalesce(s.id, lower(s.name))`,
    table: 'teams',
    columns: [{ column: 'name', value: 's.name', fields: [] }],
    event: 'team',
    told: { name: { value: '{x}name', column: 'name' } },
  })
  const derived = await client.query<{ n: number }>('select count(*) as n from m_teams m where m.file is null')
  tallyOf(run.counts, 'teams').read += derived.rows[0]?.n ?? 0
  await keyTable(run, 'teams', [
    `select ${same(run, 'external_id')} as key, id from teams where source = ${literal(run, run.source)}`,
    'select lower(name) as key, id from teams',
  ])
  await linkTeams(run)
  await fillTeams(run, byManager)
}

async function linkTeams(run: Run): Promise<void> {
  const { client } = run
  const today = `${literal(run, run.importedAt.slice(0, 10))}::date`
  await client.query(`
    create ${run.fresh} table n_links as
    select t.id as team_id, p.id as parent_id, l.id as link_id, l.parent_id as old_parent, l.valid_from
    from in_teams s join m_teams m on m.external_id = coalesce(s.id, lower(s.name)) and m.nth = 1 join teams t on t.id = m.id
    left join k_teams p on p.key = ${same(run, 's.parent')} and p.id <> t.id
    left join team_links l on l.team_id = t.id and l.valid_to is null
    where p.id is distinct from l.parent_id`)
  // The hierarchy of an export has no dates: the first one holds for all of the past, a later one from today on.
  await client.query(
    `update team_links l set valid_to = ${today} from n_links n where l.id = n.link_id and l.valid_from < ${today}`,
  )
  await client.query(`delete from team_links l using n_links n where l.id = n.link_id and ${today} <= l.valid_from`)
  await client.query(`
    insert into team_links (team_id, parent_id, valid_from)
    select distinct on (team_id) team_id, parent_id, case when link_id is null or ${today} <= valid_from then date '1970-01-01' else ${today} end from n_links where parent_id is not null order by team_id`)
}

async function fillTeams(run: Run, byManager: boolean): Promise<void> {
  const { client } = run
  const user = `join m_users u on u.external_id = coalesce(s.id, lower(s.email), lower(${fullName('s')})) and u.file = s.file and u.line = s.line`
  const team = byManager
    ? `lower('manager:' || s.manager)`
    : isMapped(run, 'users', 'team')
      ? same(run, 's.team')
      : `lower('region:' || s.region)`
  // Where somebody of the team leads it, the one to whom that lead reports leads the team above and not this one too.
  const leadsHere = byManager
    ? 'true'
    : `exists (select 1 from own o where o.user_id = led.user_id and o.team_id = led.team_id)
        or not exists (select 1 from led x join own o on o.user_id = x.user_id and o.team_id = x.team_id where x.team_id = led.team_id)`
  await client.query(`
    create ${run.fresh} table n_members as
    with own as (select k.id as team_id, u.id as user_id from in_users s ${user} join k_teams k on k.key = ${team}),
      led as (select k.id as team_id, l.id as user_id from in_users s join k_teams k on k.key = ${team} join k_users l on l.key = ${same(run, 's.manager')})
    select distinct on (team_id, user_id) team_id, user_id, leads, valid_from, valid_to from (
      select team_id, user_id, false as leads, date '1970-01-01' as valid_from, null::date as valid_to from own
      union all
      select team_id, user_id, true, date '1970-01-01', null from led where ${leadsHere}
      union all
      select k.id, p.id, coalesce(s.leads, false), coalesce(s."from", date '1970-01-01'), s."to" from in_team_members s join k_teams k on k.key = ${same(run, 's.team')} join k_users p on p.key = ${same(run, 's."user"')}
    ) every order by team_id, user_id, leads desc`)
  await client.query(`
    create ${run.fresh} table m_members as
    select n.*, case when m.id is null then 'new' when m.leads <> n.leads then 'changed' else 'unchanged' end as state
    from n_members n left join team_members m on m.team_id = n.team_id and m.user_id = n.user_id and m.valid_to is null`)
  await client.query(
    `insert into team_members (team_id, user_id, leads, valid_from, valid_to) select team_id, user_id, leads, valid_from, valid_to from m_members where state = 'new'`,
  )
  await client.query(
    `update team_members t set leads = m.leads from m_members m where m.state = 'changed' and t.team_id = m.team_id and t.user_id = m.user_id and t.valid_to is null`,
  )
  await client.query(`
    insert into events (type, noun, subject, occurred_at, recorded_at, stored_at, actor_kind, actor_id, actor_name, source, after)
    select 'team.changed', 'team', team_id, ${literal(run, run.importedAt)}, ${literal(run, run.importedAt)}, ${literal(run, run.importedAt)}, ${actor(run)}, jsonb_build_object('userId', user_id, 'leads', leads) from m_members where state <> 'unchanged'`)
  await count(run, 'team-members', 'm_members')
  const tally = tallyOf(run.counts, 'team-members')
  tally.read = tally.created + tally.changed + tally.unchanged
}
