import { expect, test } from 'vitest'
import { Random } from '../random.ts'
import { managerOverride, MANAGER_STYLES, trueCredit } from './manager-overrides.ts'

const logit = (chance: number) => Math.log(chance / (1 - chance))

test.each(Object.entries(MANAGER_STYLES))(
  'the moves of a %s manager tell of the truth as much as is said of them',
  (name, style) => {
    const random = new Random(11, `overrides/${name}`)
    const gapSd = 0.7
    const pairs = Array.from({ length: 20_000 }, () => {
      const forecast = 1 / (1 + Math.exp(0.8 - 0.8 * random.normal()))
      const gap = gapSd * random.normal()
      const truth = 1 / (1 + Math.exp(-logit(forecast) - gap))
      return { gap, move: logit(managerOverride(random, style, forecast, truth)) - logit(forecast) }
    })
    const mean = (of: (pair: (typeof pairs)[number]) => number) => pairs.reduce((sum, pair) => sum + of(pair), 0) / pairs.length
    const move = mean((pair) => pair.move)
    const slope = mean(({ gap, move: by }) => gap * (by - move)) / mean(({ move: by }) => (by - move) ** 2)
    expect(move).toBeCloseTo(style.bias, 1)
    expect(Math.abs(slope - trueCredit(style, gapSd))).toBeLessThan(0.03)
  },
)
