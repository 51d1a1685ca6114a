import { describe, expect, test } from 'vitest'
import { stream, uniform } from '../random/stream.ts'
import { auc } from '../scores/auc.ts'
import { attentionLoss, fitAttention, initialAttention, predictAttention } from './attention-pooling.ts'
import { fitGru, gruLoss, initialGru, predictGru } from './gru.ts'
import type { LossOf } from './minibatch-descent.ts'
import type { Sequences, SequenceSetting } from './sequences.ts'

const SETTING: SequenceSetting = { seed: 1, epochs: 12, hidden: 8, learningRate: 0.02, l2: 1e-4, weights: null }

const NETWORKS = [
  { name: 'recurrent network', fit: fitGru, predict: predictGru as (model: never, sequences: Sequences) => Float64Array },
  { name: 'attention', fit: fitAttention, predict: predictAttention as (model: never, sequences: Sequences) => Float64Array },
] as const

function packed(sequences: readonly (readonly (readonly number[])[])[], width: number): Sequences {
  const offsets = new Int32Array(sequences.length + 1)
  for (const [i, rows] of sequences.entries()) offsets[i + 1] = offsets[i]! + rows.length
  return { values: Float64Array.from(sequences.flat(2)), offsets, width }
}

/** Ten weeks, in one a meeting and in another a silence: won where the meeting comes later. Every mean is the same. */
function meetingsAndSilences(key: string, count: number) {
  const source = stream(4, key)
  const happened: boolean[] = []
  const rows = Array.from({ length: count }, () => {
    const meeting = Math.floor(uniform(source) * 10)
    const silence = (meeting + 1 + Math.floor(uniform(source) * 9)) % 10
    happened.push(meeting > silence)
    return Array.from({ length: 10 }, (_, week) => [week === meeting ? 1 : 0, week === silence ? 1 : 0])
  })
  return { sequences: packed(rows, 2), happened }
}

describe('gradients agree with finite differences', () => {
  const source = stream(3, 'gradient')
  const random = (rows: number) =>
    Array.from({ length: rows }, () => [uniform(source) - 0.5, uniform(source) * 2, uniform(source)])
  const sequences = packed([random(5), [], random(30), random(1)], 3)
  const happened = [true, false, false, true]

  function expectGradient(parameters: Float64Array, loss: LossOf): void {
    const total = (at: Float64Array, gradient = new Float64Array(at.length)) =>
      happened.reduce((sum, _, i) => sum + loss(at, i, i + 0.5, gradient), 0)
    const gradient = new Float64Array(parameters.length)
    total(parameters, gradient)
    let largest = 0
    for (let j = 0; j < parameters.length; j++) {
      const up = parameters.slice()
      const down = parameters.slice()
      up[j]! += 1e-5
      down[j]! -= 1e-5
      expect(Math.abs(gradient[j]! - (total(up) - total(down)) / 2e-5)).toBeLessThan(1e-6)
      largest = Math.max(largest, Math.abs(gradient[j]!))
    }
    expect(largest).toBeGreaterThan(0.05)
  }

  test('of the recurrent network', () => expectGradient(initialGru(3, 4, 2), gruLoss(sequences, happened, 4)))
  test('of the attention', () => expectGradient(initialAttention(3, 4, 2), attentionLoss(sequences, happened, 4)))
})

describe.each(NETWORKS)('$name', ({ fit, predict }) => {
  const train = meetingsAndSilences('train', 800)
  const unseen = meetingsAndSilences('test', 400)
  const model = fit(train.sequences, train.happened, SETTING) as never

  test('learns that the order of two events decides, which no mean can tell', () => {
    expect(auc(predict(model, unseen.sequences), unseen.happened)).toBeGreaterThan(0.95)
  })

  test('gives the same bytes for the same seed, and survives being written down', () => {
    expect(fit(train.sequences, train.happened, { ...SETTING, epochs: 1 })).toEqual(
      fit(train.sequences, train.happened, { ...SETTING, epochs: 1 }),
    )
    expect(predict(structuredClone(model), unseen.sequences)).toEqual(predict(model, unseen.sequences))
  })

  test('learns nothing from outcomes dealt out by chance', () => {
    const source = stream(5, 'dealt')
    const dealt = train.happened.map(() => uniform(source) < 0.5)
    const blind = fit(train.sequences, dealt, { ...SETTING, epochs: 4 }) as never
    const fair = unseen.happened.map(() => uniform(source) < 0.5)
    expect(Math.abs(auc(predict(blind, unseen.sequences), fair) - 0.5)).toBeLessThan(0.1)
  })

  test('states the base rate where nothing is known, and stays finite', () => {
    const empty = packed(
      Array.from({ length: 60 }, (_, i) => (i % 2 === 0 ? [] : [[NaN, 7]])),
      2,
    )
    const won = Array.from({ length: 60 }, (_, i) => i % 6 < 2)
    const plain = fit(empty, won, { ...SETTING, epochs: 30 }) as never
    for (const chance of predict(plain, empty)) expect(chance).toBeCloseTo(1 / 3, 1)
    const wild = predict(plain, packed([[[1e300, -Infinity]]], 2))
    expect(wild[0]).toBeGreaterThan(0)
    expect(wild[0]).toBeLessThan(1)
  })

  test('a deal of weight nothing teaches nothing', () => {
    const weights = train.happened.map((_, i) => (i < 400 ? 1 : 0))
    const wrong = train.happened.map((won, i) => (i < 400 ? won : !won))
    const setting = { ...SETTING, epochs: 2, weights }
    // The order of batches is the same, so only what the weights keep out could differ.
    expect(fit(train.sequences, wrong, setting)).toEqual(fit(train.sequences, train.happened, setting))
  })
})
