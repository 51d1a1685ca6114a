import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { holderOf, lockFolder } from './folder-lock.ts'
import { ownIdentity } from './process-identity.ts'

const LOCK = join(import.meta.dirname, 'folder-lock.ts')

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quarterdeck-lock-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

/** Processes that all try at once; each says whether it got the folder, and those that did keep it until killed. */
async function contend(count: number): Promise<{ child: ChildProcess; said: string }[]> {
  const script = `
    const { lockFolder } = await import(process.argv[1])
    await new Promise((resolve) => process.stdin.once('data', resolve))
    console.log(await lockFolder(process.argv[2]).then(() => 'got it', (error) => error.code))
    setInterval(() => {}, 1000)`
  const children = Array.from({ length: count }, () =>
    spawn(process.execPath, ['--input-type=module', '--eval', script, LOCK, folder], { stdio: ['pipe', 'pipe', 'inherit'] }),
  )
  const answers = children.map(
    (child) => new Promise<string>((resolve) => child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()))),
  )
  for (const child of children) child.stdin.write('go\n')
  const said = await Promise.all(answers)
  return children.map((child, at) => ({ child, said: said[at] ?? '' }))
}

async function killAll(contenders: { child: ChildProcess }[]): Promise<void> {
  await Promise.all(contenders.map(({ child }) => new Promise((resolve) => child.once('exit', resolve).kill('SIGKILL'))))
}

test('a held folder is refused with the pid of who holds it, and free once released', async () => {
  const lock = await lockFolder(folder)
  await expect(lockFolder(folder)).rejects.toThrow(
    `The data folder ${folder} is in use by process ${process.pid}; stop that one first, or give --data another folder.`,
  )
  await lock.release()
  await (await lockFolder(folder)).release()
})

test('of many processes at once exactly one gets the folder, again and again after kill -9', async () => {
  for (let round = 0; round < 4; round++) {
    const contenders = await contend(6)
    expect(contenders.map(({ said }) => said).sort()).toEqual([...Array.from({ length: 5 }, () => 'folder-locked'), 'got it'])
    await killAll(contenders)
  }
  expect(await holderOf(folder)).toBeUndefined()
}, 60_000)

test('a pid that came round again is not taken for the process that held the folder', async () => {
  const before = await ownIdentity()
  await leaveClaim({ ...before, startedAt: 'long ago' })
  const lock = await lockFolder(folder)
  expect(await holderOf(folder)).toMatchObject({ startedAt: before.startedAt })
  await lock.release()
})

test('a process that ended long ago keeps nobody out', async () => {
  const { pid } = spawnSync(process.execPath, ['--version'])
  await leaveClaim({ ...(await ownIdentity()), pid })
  const lock = await lockFolder(folder)
  expect(await holderOf(folder)).toMatchObject({ pid: process.pid })
  await lock.release()
})

test('a holder in another container keeps the folder while its claim is touched, and loses it when it is not', async () => {
  const claim = await leaveClaim({ ...(await ownIdentity()), machine: 'another container' })
  const beat = setInterval(() => void utimes(claim, new Date(), new Date()), 500)
  await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'folder-locked' })
  clearInterval(beat)
  await (await lockFolder(folder)).release()
}, 20_000)

async function leaveClaim(identity: object): Promise<string> {
  const claims = join(folder, 'lock')
  await mkdir(claims, { recursive: true })
  const claim = join(claims, '0000.claim')
  await writeFile(claim, JSON.stringify({ ...identity, token: '0000' }))
  await writeFile(join(claims, '0000.held'), '')
  return claim
}
