import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { api } from '../../../contract/api.ts'
import { addOpenApi } from './openapi.ts'

let http: FastifyInstance

beforeAll(() => {
  http = Fastify()
  http.decorateRequest('nonce', 'n0nce')
  addOpenApi(http)
})

afterAll(() => http.close())

async function page(): Promise<string> {
  return (await http.inject('/api/docs')).body
}

test('every operation stands on the page once, under its noun', async () => {
  const html = await page()
  for (const [noun, resource] of Object.entries(api)) {
    const section = html.split(`<h2 id="${noun}">`)[1]?.split('</section>')[0] ?? ''
    for (const verb of Object.keys(resource)) expect(section.split(`id="${noun}.${verb}"`).length - 1, `${noun}.${verb}`).toBe(1)
  }
})

test('style and script pass the content policy by the nonce of the answer, and nothing comes from elsewhere', async () => {
  const html = await page()
  expect(html.match(/<(script|style)[^>]*>/g)).toEqual(['<style nonce="n0nce">', '<script nonce="n0nce">'])
  expect(html).not.toMatch(/ style="| on[a-z]+="|(src|href)="(https?:)?\/\//)
})

test('every link on the page leads somewhere', async () => {
  const html = await page()
  const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]))
  for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) expect(ids, target).toContain(target)
})

test('the document for machines is answered as JSON', async () => {
  const answer = await http.inject('/api/openapi.json')
  expect(answer.headers['content-type']).toContain('application/json')
  expect(answer.json()).toMatchObject({ openapi: '3.1.0', components: { schemas: { Opportunity: { type: 'object' } } } })
})
