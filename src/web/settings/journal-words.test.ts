import { expect, test } from 'vitest'
import { EVENT_TYPES } from '../../domain/journal/event-type.ts'
import { eventText, NOUN_LABELS } from './journal-words.ts'

test('every kind of change that the journal holds begins with the name of what changed, as on screen', () => {
  for (const type of Object.keys(EVENT_TYPES)) {
    const noun = type.slice(0, type.indexOf('.'))
    expect(NOUN_LABELS[noun], noun).toBeDefined()
    expect(eventText(type, noun)).toMatch(/^[A-Z]/)
  }
})
