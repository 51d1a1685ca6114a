import { roleMeaning } from '../../../domain/imports/role-meaning.ts'
import {
  actor,
  count,
  keepDigests,
  literal,
  numberRepeats,
  rejectRepeats,
  same,
  tallyOf,
  UNATTENDED,
  type Run,
} from '../staging/store.ts'

/** Which row names whom on which deal: m_stakeholders, and k_roles with what labels mean. The deals and people may be known by their keys only. */
export async function resolveStakeholders(run: Run): Promise<void> {
  const { client } = run
  const src = literal(run, run.source)
  await client.query(`
    create ${run.fresh} table p_stakeholders with (${UNATTENDED}) as
    select q.*, k.id as deal_id, c.id as person_id, external_uuid(${src}, 'stakeholders', q.external_id) as key, md5(concat_ws('|', k.id, c.id, q.role, q.is_primary))::uuid as digest, 1::bigint as nth
    from (
      select s.file, s.line, coalesce(s.id, concat_ws('|', s.opportunity, s.contact, s.role)) as external_id, s.opportunity, s.contact, s.role, coalesce(s.is_primary, false) as is_primary, s.created_at, false as derived
      from in_stakeholders s where s.deleted is not true
      union all
      select null, d.line, 'deal|' || d.external_id || '|' || r.ref, d.external_id, r.ref, null, r.nth = 1, d.created_at, true
      from p_deals d join in_opportunities o on o.file = d.file and o.line = d.line,
        lateral (select trim(ref) as ref, ordinality as nth from unnest(string_to_array(coalesce(o.contact_email, o.contact), ';')) with ordinality as u(ref, ordinality)) r
      where d.nth = 1 and coalesce(o.contact_email, o.contact) is not null) q
    left join k_opportunities k on k.key = ${same(run, 'q.opportunity')} left join k_contacts c on c.key = ${same(run, 'q.contact')}`)
  await numberRepeats(run, 'p_stakeholders', 'line desc')
  await client.query(`
    insert into in_rejected select 'stakeholders', file, line, case when deal_id is null then 'opportunity' else 'contact' end, case when deal_id is null then opportunity else contact end,
      'No ' || case when deal_id is null then 'deal' else 'person' end || ' has the identifier ' || coalesce(case when deal_id is null then opportunity else contact end, '(none)') || '. Export it too, or leave this row out.'
    from p_stakeholders where not derived and (deal_id is null or person_id is null)`)
  await rejectRepeats(run, 'stakeholders', '(select * from p_stakeholders where deal_id is not null and person_id is not null)')
  await client.query(`
    create ${run.fresh} table m_stakeholders with (${UNATTENDED}) as
    select p.*, external_uuid('stakeholder', p.deal_id::text, p.person_id::text) as new_id, t.id as stored_id, case when i.digest = p.digest then 'unchanged' when i.key is null then 'new' else 'changed' end as state
    from p_stakeholders p left join import_rows i on i.key = p.key left join stakeholders t on t.opportunity_id = p.deal_id and t.contact_id = p.person_id
    where p.nth = 1 and p.deal_id is not null and p.person_id is not null`)
  await understandRoles(run)
}

/** Writes who is on which deal, with the buying roles that the files name. */
export async function storeStakeholders(run: Run): Promise<void> {
  const { client } = run
  const now = literal(run, run.importedAt)
  const joined = joinedAt(run)
  await client.query(`
    insert into stakeholders (id, opportunity_id, contact_id, is_primary, joined_at, created_at)
    select distinct on (deal_id, person_id) new_id, deal_id, person_id, is_primary, ${joined}, ${joined} from m_stakeholders where state <> 'unchanged' and stored_id is null order by deal_id, person_id, is_primary desc, created_at
    on conflict do nothing`)
  await client.query(
    `update stakeholders t set is_primary = m.is_primary, updated_at = ${now} from m_stakeholders m where m.state = 'changed' and t.id = m.stored_id and t.is_primary <> m.is_primary`,
  )
  await client.query(`
    delete from stakeholder_roles r using m_stakeholders m where m.state = 'changed' and r.stakeholder_id = m.stored_id and r.source = 'imported'`)
  await client.query(`
    insert into stakeholder_roles (stakeholder_id, role, source, confidence, state, source_label)
    select distinct on (t.id, k.role) t.id, k.role, 'imported', 1, 'confirmed', m.role from m_stakeholders m join k_roles k on k.label = m.role ${storedOne(run)}
    where m.state <> 'unchanged' order by t.id, k.role on conflict do nothing`)
}

/** One event for each row that is new or has changed, and those who have left. Deals are stored by now. */
export async function tellStakeholders(run: Run): Promise<void> {
  const { client } = run
  const now = literal(run, run.importedAt)
  await client.query(`
    insert into events (type, noun, subject, opportunity_id, account_id, occurred_at, recorded_at, stored_at, actor_kind, actor_id, actor_name, source, after)
    select case when m.state = 'new' then 'stakeholder.added' else 'stakeholder.changed' end, 'stakeholder', t.id, m.deal_id, o.account_id, at, at, ${now}, ${actor(run)},
      jsonb_build_object('contactId', m.person_id, 'roles', case when k.role is null then '[]'::jsonb else jsonb_build_array(k.role) end, 'isPrimary', m.is_primary)
    from (select *, case when state = 'new' then ${joinedAt(run)} else ${now}::timestamptz end as at from m_stakeholders where state <> 'unchanged') m
    ${storedOne(run)} join opportunities o on o.id = m.deal_id left join k_roles k on k.label = m.role order by at`)
  // Nobody can have left what was never stored.
  if (!run.standIns.has('stakeholders')) await endDeleted(run)
  await keepDigests(run, 'm_stakeholders')
  await count(run, 'stakeholders', 'm_stakeholders')
  const tally = tallyOf(run.counts, 'stakeholders')
  const extra = await client.query<{ derived: number; gone: number }>(
    `select (select count(*) from m_stakeholders where derived) as derived, (select count(*) from in_stakeholders where deleted) as gone`,
  )
  tally.read += extra.rows[0]?.derived ?? 0
  tally.unchanged += extra.rows[0]?.gone ?? 0
}

async function understandRoles({ client, fresh }: Run): Promise<void> {
  const { rows } = await client.query<{ role: string }>(`select distinct role from m_stakeholders where role is not null`)
  await client.query(`create ${fresh} table k_roles (label text, role text)`)
  for (const { role } of rows) {
    const meaning = roleMeaning(role)
    if (meaning) await client.query('insert into k_roles values ($1, $2)', [role, meaning])
  }
}

function joinedAt(run: Run): string {
  const now = literal(run, run.importedAt)
  return `least(coalesce(created_at, ${now}::timestamptz), ${now}::timestamptz)`
}

/** The stored row `t` of a row `m`; where all are new its id is known without looking. */
function storedOne(run: Run): string {
  return run.standIns.has('stakeholders')
    ? 'cross join lateral (select m.new_id as id) t'
    : 'join stakeholders t on t.opportunity_id = m.deal_id and t.contact_id = m.person_id'
}

/** A person whose role the source has deleted, and who has no other role on the deal there, has left it. */
async function endDeleted(run: Run): Promise<void> {
  const { client } = run
  const src = literal(run, run.source)
  const now = literal(run, run.importedAt)
  const { rows } = await client.query(`select 1 from in_stakeholders where deleted limit 1`)
  if (rows.length === 0) return
  await client.query(`
    with gone as (
      update stakeholders t set left_at = ${now}, updated_at = ${now}
      from in_stakeholders s join k_opportunities k on k.key = ${same(run, 's.opportunity')} join k_contacts c on c.key = ${same(run, 's.contact')}
      join import_rows i on i.key = external_uuid(${src}, 'stakeholders', coalesce(s.id, concat_ws('|', s.opportunity, s.contact, s.role)))
      where s.deleted and t.opportunity_id = k.id and t.contact_id = c.id and t.left_at is null
        and not exists (select 1 from m_stakeholders m where m.deal_id = t.opportunity_id and m.person_id = t.contact_id)
      returning t.id, t.opportunity_id, t.contact_id)
    insert into events (type, noun, subject, opportunity_id, account_id, occurred_at, recorded_at, stored_at, actor_kind, actor_id, actor_name, source, before)
    select 'stakeholder.removed', 'stakeholder', g.id, g.opportunity_id, o.account_id, ${now}, ${now}, ${now}, ${actor(run)}, jsonb_build_object('contactId', g.contact_id)
    from gone g join opportunities o on o.id = g.opportunity_id`)
}
