import { expect, test } from 'vitest'
import { mailOf, slackPost, teamsPost, webhookPost, type Message } from './message.ts'

const message: Message = {
  id: 'm',
  alertId: 'a',
  dealId: 'd',
  accountId: null,
  link: 'https://deals.example/deals/d/people?person=p',
  priority: 'normal',
  title: 'Zenith has no champion',
  body: 'Nobody speaks for the deal.',
  recipient: { id: 'u', name: 'Rosa', email: 'rosa@we.example' },
}
const said = ({ link }: Pick<Message, 'link'>) => {
  const one = { ...message, link }
  const webhook = webhookPost(one, 'whsec_a2V5', '2026-03-02T09:00:00.000Z')
  return {
    slack: slackPost(one).body,
    teams: teamsPost(one).body,
    webhook: webhook.body,
    text: mailOf(one, 'a@we.example').text,
    html: mailOf(one, 'a@we.example').html,
  }
}

test('a message leads to the page in each channel in its own way', () => {
  const { slack, teams, webhook, text, html } = said(message)
  expect(slack).toContain(`<${message.link}|Open in Quarterdeck>`)
  expect(JSON.parse(teams).attachments[0].content.actions).toEqual([
    { type: 'Action.OpenUrl', title: 'Open in Quarterdeck', url: message.link },
  ])
  expect(JSON.parse(webhook).data).toMatchObject({ deal: 'd', account: null, link: message.link })
  expect(text).toContain(`\n${message.link}\n`)
  expect(html).toContain(`<a href="${message.link}">Open in Quarterdeck</a>`)
})

test('without an address of the server the path is said, and nothing pretends to be a link', () => {
  const all = said({ link: '/deals/d/people' })
  for (const one of Object.values(all)) expect(one).toMatch(/\/?deals\/d\/people/)
  expect(all.html).not.toContain('href')
  expect(all.slack).not.toContain('|Open')
  expect(JSON.parse(all.teams).attachments[0].content.actions).toBeUndefined()
  for (const one of Object.values(said({ link: null }))) expect(one).not.toContain('Open in Quarterdeck')
})
