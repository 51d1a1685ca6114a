import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { serveMcp } from './stdio.ts'

test('standard output carries one JSON-RPC message a line and nothing else, and the server leaves when its client does', async () => {
  const input = new PassThrough()
  const output = new PassThrough()
  let text = ''
  output.on('data', (chunk: Buffer) => (text += chunk.toString()))
  const ended = serveMcp({ call: async () => ({ items: [] }), rights: ['signed-in'], version: '7' }, input, output)

  const ask = (id: number, method: string, params: unknown) =>
    input.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`)
  const answer = (id: number) =>
    expect.poll(
      () =>
        text
          .split('\n')
          .filter(Boolean)
          .map((line) => JSON.parse(line) as { jsonrpc: string; id: number; result?: unknown })
          .find((message) => message.id === id)?.result,
    )
  ask(1, 'initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } })
  await answer(1).toMatchObject({ serverInfo: { name: 'quarterdeck', version: '7' }, capabilities: { tools: {} } })
  input.write(`${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })}\n`)
  ask(2, 'tools/call', { name: 'jobs.list', arguments: {} })
  await answer(2).toMatchObject({ structuredContent: { items: [] } })

  input.end()
  await ended
  expect(text.endsWith('\n')).toBe(true)
})
