import { createServer as createHttp, type RequestListener } from 'node:http'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Destination } from './destination.ts'
import { NOT_PUBLIC_NAMES, REFUSED_ADDRESSES, REFUSED_URLS } from './refused-urls.ts'
import { openOutbound } from './outbound.ts'
import { isPublicAddress } from './public-address.ts'

const PUBLIC = '93.184.215.14'
let listener: Server
let port = 0
let reached = 0
const opened: Server[] = []

beforeAll(async () => {
  listener = createServer((socket) => {
    reached += 1
    socket.destroy()
  })
  port = await listening(listener, '::')
})
afterAll(() => listener.close())
afterEach(() => {
  for (const server of opened.splice(0)) server.close()
})

/** Names that answer with an address inside; every other name is public. */
async function names(host: string): Promise<readonly string[]> {
  const inside = NOT_PUBLIC_NAMES[host]
  return inside ?? [PUBLIC]
}

describe('nothing connects to what is not public', () => {
  test(`${REFUSED_URLS.length} addresses in every spelling are refused, and no connection is made`, async () => {
    expect(REFUSED_URLS.length).toBeGreaterThanOrEqual(120)
    const connections: Destination[] = []
    const outbound = openOutbound({ resolve: names, onConnect: (to) => void connections.push(to) })
    const open: string[] = []
    for (const spelled of REFUSED_URLS) {
      const url = spelled.replaceAll('PORT', String(port))
      const sent = await outbound.post(url, '{}', {})
      if (sent.kind !== 'refused' || (await outbound.allows(url)).allowed) open.push(url)
    }
    expect({ open, connections, reached }).toEqual({ open: [], connections: [], reached: 0 })
  })

  test.each(REFUSED_ADDRESSES)('%s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })

  test.each(['93.184.215.14', '8.8.8.8', '1.1.1.1', '2606:4700:4700::1111', '2a00:1450:4001:82a::200e'])('%s is', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })

  test('a mail server inside is refused like a web server, and so is a port that is none of mail', async () => {
    const outbound = openOutbound({ resolve: names })
    for (const host of ['localhost', '127.0.0.1', '::1', '10.1.2.3', 'metadata.google.internal', 'mixed.example'])
      expect(await outbound.mailServer(host, 587)).toMatchObject({ allowed: false })
    expect(await outbound.mailServer('smtp.example.com', 22)).toMatchObject({ allowed: false })
    expect(await outbound.mailServer('smtp.example.com', 587)).toEqual({
      allowed: true,
      destination: { host: 'smtp.example.com', port: 587, address: PUBLIC },
    })
  })

  test('a name that changes its answer between the look and the connection leads nowhere else', async () => {
    const server = await web((_request, response) => response.end('inside'))
    let asked = 0
    const to: string[] = []
    const outbound = openOutbound({
      // The second answer would be this computer, where the listener waits.
      resolve: async () => (asked++ === 0 ? ['192.0.2.1'] : ['127.0.0.1']),
      ownHosts: [`rebinding.example:${server.port}`],
      onConnect: ({ address }) => void to.push(address),
      limits: { connectMs: 300, answerMs: 600 },
    })
    const sent = await outbound.post(`http://rebinding.example:${server.port}/`, '{}', {})
    expect(sent.kind).toBe('unreachable')
    expect({ asked, to, requests: server.requests() }).toEqual({ asked: 1, to: ['192.0.2.1'], requests: 0 })
  })
})

describe('what a server answers cannot do harm', () => {
  const own = (server: { port: number }, limits = {}) =>
    openOutbound({
      ownHosts: [`127.0.0.1:${server.port}`],
      limits: { connectMs: 500, answerMs: 700, answerBytes: 1_000, ...limits },
    })

  test('a server of our own that was named at the start is reached, with what was sent', async () => {
    const server = await web((request, response) => {
      response.writeHead(202, { 'retry-after': '7' }).end(`${request.method} ${String(request.headers['x-kind'])}`)
    })
    const url = `http://127.0.0.1:${server.port}/hook?key=1`
    expect(await own(server).post(url, '{}', { 'x-kind': 'alert' })).toEqual({
      kind: 'answered',
      status: 202,
      retryAfter: '7',
      text: 'POST alert',
    })
    expect(await openOutbound().post(url, '{}', {})).toMatchObject({ kind: 'refused' })
    expect(server.requests()).toBe(1)
  })

  test.each([301, 302, 303, 307, 308])('a redirect with %i is an answer and is not followed', async (status) => {
    const inside = await web((_request, response) => response.end('secret'))
    const server = await web((_request, response) =>
      response.writeHead(status, { location: `http://127.0.0.1:${inside.port}/` }).end(),
    )
    expect(await own(server).post(`http://127.0.0.1:${server.port}/`, '{}', {})).toMatchObject({ kind: 'answered', status })
    expect(inside.requests()).toBe(0)
  })

  test.each<[string, RequestListener]>([
    ['that never begins', () => undefined],
    [
      'that drips and never ends',
      (_request, response) => {
        response.writeHead(200)
        const drip = setInterval(() => response.write('.'), 50)
        response.on('close', () => clearInterval(drip))
      },
    ],
  ])('an answer %s is cut off', async (_what, handle) => {
    const server = await web(handle)
    expect(await own(server).post(`http://127.0.0.1:${server.port}/`, '{}', {})).toEqual({
      kind: 'unreachable',
      because: 'The server did not answer in time.',
    })
  })

  test('an answer without end is read up to its limit, and one that unpacks to much stays packed', async () => {
    const endless = await web((_request, response) => {
      response.writeHead(200)
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(16_384)));
      }
      response.on('drain', more)
      more()
    })
    const long = await own(endless).post(`http://127.0.0.1:${endless.port}/`, '{}', {})
    expect(long.kind === 'answered' && long.text.length).toBe(1_000)
    const bomb = gzipSync(Buffer.alloc(10_000_000))
    const packed = await web((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb))
    const kept = await own(packed).post(`http://127.0.0.1:${packed.port}/`, '{}', {})
    expect(kept.kind === 'answered' && kept.text.length).toBeLessThanOrEqual(1_000)
  })

  test('headers without end, a broken connection and nobody at all are told in a sentence', async () => {
    const huge = await web((_request, response) => response.writeHead(200, { 'x-long': 'x'.repeat(60_000) }).end())
    expect(await own(huge).post(`http://127.0.0.1:${huge.port}/`, '{}', {})).toMatchObject({ kind: 'unreachable' })
    const broken = await web((request) => request.socket.destroy())
    expect(await own(broken).post(`http://127.0.0.1:${broken.port}/`, '{}', {})).toMatchObject({ kind: 'unreachable' })
    const gone = await web(() => undefined)
    gone.close()
    expect(await own(gone).post(`http://127.0.0.1:${gone.port}/`, '{}', {})).toEqual({
      kind: 'unreachable',
      because: 'The server refused the connection.',
    })
  })
})

describe('a mail', () => {
  const message = {
    from: 'a@example.com',
    to: 'b@example.com',
    subject: 'S',
    text: 'T',
    html: '<p>T</p>',
    messageId: '<1@example.com>',
  }
  const server = (port: number) => ({ host: '127.0.0.1', port, user: null, password: null })

  test('is taken by a server of our own; a refusal is final and a busy server is not', async () => {
    const sink = await smtp({ 'gone@example.com': 550, 'busy@example.com': 451 })
    const outbound = openOutbound({ ownHosts: [`127.0.0.1:${sink.port}`] })
    expect(await outbound.mail(server(sink.port), message)).toEqual({ kind: 'taken' })
    expect(sink.received[0]).toContain('Message-ID: <1@example.com>')
    expect(await outbound.mail(server(sink.port), { ...message, to: 'gone@example.com' })).toMatchObject({
      kind: 'failed',
      final: true,
    })
    expect(await outbound.mail(server(sink.port), { ...message, to: 'busy@example.com' })).toMatchObject({
      kind: 'failed',
      final: false,
    })
  })

  test('never reaches a server inside that nobody named', async () => {
    const sink = await smtp({})
    expect(await openOutbound().mail(server(sink.port), message)).toMatchObject({ kind: 'refused' })
    expect(await openOutbound().mail({ ...server(25), host: 'localhost' }, message)).toMatchObject({ kind: 'refused' })
    expect({ connections: sink.connections(), received: sink.received }).toEqual({ connections: 0, received: [] })
  })
})

/** A mail server of a few lines: answers by recipient, keeps what it took. */
async function smtp(refusals: Readonly<Record<string, number>>) {
  const received: string[] = []
  let connections = 0
  const server = createServer((socket) => {
    connections += 1
    let data: string | undefined
    socket.write('220 sink\r\n')
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => {
      const text = chunk.toString()
      if (data !== undefined) {
        data += text
        if (!data.endsWith('\r\n.\r\n')) return
        received.push(data)
        data = undefined
        socket.write('250 taken\r\n')
      } else if (/^EHLO/i.test(text)) socket.write('250 sink\r\n')
      else if (/^RCPT/i.test(text)) {
        const refusal = refusals[/<(.*)>/.exec(text)?.[1] ?? '']
        socket.write(refusal === undefined ? '250 ok\r\n' : `${refusal} no\r\n`)
      } else if (/^DATA/i.test(text)) {
        data = ''
        socket.write('354 go\r\n')
      } else if (/^QUIT/i.test(text)) socket.end('221 bye\r\n')
      else socket.write('250 ok\r\n')
    })
  })
  opened.push(server)
  return { port: await listening(server, '127.0.0.1'), received, connections: () => connections }
}

async function web(handle: RequestListener) {
  let requests = 0
  const server = createHttp((request, response) => {
    requests += 1
    handle(request, response)
  })
  opened.push(server)
  const at = await listening(server, '127.0.0.1')
  return {
    port: at,
    requests: () => requests,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function listening(server: Server, host: string): Promise<number> {
  await new Promise<void>((ready) => server.listen(0, host, ready))
  return (server.address() as AddressInfo).port
}
