import { expect, test } from 'vitest'
import { remoteCall } from './remote-call.ts'

test('a command asks a server elsewhere with the key of whoever types it', async () => {
  const sent: { url: string; headers: unknown }[] = []
  const http: typeof fetch = async (url, init) => {
    sent.push({ url: String(url), headers: init?.headers })
    return Response.json({ items: [] })
  }
  const call = remoteCall('https://deals.example/', 'my-key', http, () => 'key-of-this-change')
  expect(await call('forecasting', 'deals', { asOf: '2017-10-01' })).toEqual({ items: [] })
  expect(sent).toEqual([
    {
      url: 'https://deals.example/api/forecast/deals?asOf=2017-10-01',
      headers: { accept: 'application/json', 'x-api-key': 'my-key' },
    },
  ])
})

test('without a key none is sent', async () => {
  const sent: unknown[] = []
  await remoteCall(
    'https://deals.example',
    undefined,
    async (_url, init) => (sent.push(init?.headers), Response.json({})),
    () => 'k',
  )('session', 'current', {})
  expect(sent).toEqual([{ accept: 'application/json' }])
})
