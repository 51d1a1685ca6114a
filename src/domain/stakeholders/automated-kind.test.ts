import { describe, expect, test } from 'vitest'
import { automatedKind, mightSayGone, saysGone, type Written } from './automated-kind.ts'

const mail = (subject: string | null, body: string | null = null, from = 'anna.berg@acme.com', over: Partial<Written> = {}) =>
  automatedKind({
    kind: 'email',
    subject,
    body,
    automated: false,
    participants: [{ part: 'from', address: from, contactId: null, userId: null }],
    ...over,
  })

describe('mail that nobody wrote', () => {
  test.each([
    ['Automatic reply: Next steps', 'I am out of the office until 2026-08-01.'],
    ['Out of Office: Next steps', 'Back on Monday.'],
    ['Abwesenheitsnotiz: Angebot', 'Ich bin bis 3. August nicht im Büro.'],
    ['Réponse automatique : Offre', 'Je suis absent jusqu’au 3 août.'],
    ['Respuesta automática: Oferta', 'Estoy fuera de la oficina.'],
    ['Risposta automatica: Offerta', 'Sono fuori ufficio.'],
    ['Automatisch antwoord: Offerte', 'Ik ben afwezig.'],
    ['Autosvar: Tilbud', 'Jeg har ferie.'],
    ['Automatic reply: Offer', 'I have left the office and am back on Monday.'],
    ['Automatic reply: Offer', 'I am on parental leave until 2027-01-15, Anna has left her topics with me.'],
  ])('an absence note: %s', (subject, body) => expect(mail(subject, body)).toBe('out-of-office'))

  test.each([
    ['Automatic reply: Offer', 'Thank you for your message. Anna is no longer with Acme. Please turn to Ben.'],
    ['Automatic reply: I have left Acme', null],
    ['Automatische Antwort: Angebot', 'Anna Berg ist nicht mehr bei Acme tätig.'],
    ['Réponse automatique : Offre', 'Anna Berg ne travaille plus chez Acme.'],
    ['Respuesta automática: Oferta', 'Anna ya no trabaja en Acme.'],
    ['Re: Offer', 'I have left Acme. This mailbox is not read any more, please contact Ben.'],
  ])('a note that its owner is gone: %s', (subject, body) => expect(mail(subject, body)).toBe('departure-notice'))

  test.each([
    ['Undeliverable: Offer', '550 5.1.1 User unknown', 'mailer-daemon@acme.com', 'bounce'],
    ['Unzustellbar: Angebot', null, 'postmaster@acme.com', 'bounce'],
    ['Mail delivery failed: returning message to sender', null, 'x@acme.com', 'bounce'],
    ['Delivery Status Notification (Failure)', 'User unknown', 'mailer-daemon@googlemail.com', 'bounce'],
    [
      'Delayed: Offer',
      '452 4.2.2 The mailbox is full. Delivery will be tried again.',
      'mailer-daemon@acme.com',
      'delivery-delay',
    ],
    ['Season’s greetings', 'To all partners of Acme. View in browser. Unsubscribe.', 'anna@acme.com', 'newsletter'],
    ['Neuigkeiten', 'Sie erhalten diese Mail als Kunde. Hier abmelden.', 'anna@acme.com', 'newsletter'],
    ['What moves our industry', 'Read on.', 'news@acme.com', 'newsletter'],
    ['Your ticket', 'Do not answer.', 'no-reply@acme.com', 'newsletter'],
    ['Accepted: Demo', null, 'anna@acme.com', 'calendar'],
    ['Zugesagt: Demo', null, 'anna@acme.com', 'calendar'],
    ['Refusé : Démo', null, 'anna@acme.com', 'calendar'],
  ])('%s is told from what people write', (subject, body, from, kind) => expect(mail(subject, body, from)).toBe(kind))

  test('a mark of the source counts where nothing says more', () => {
    expect(mail('Receipt', 'Read.', 'anna@acme.com', { automated: true })).toBe('other')
    expect(mail('Accepted: Demo', null, 'anna@acme.com', { automated: true })).toBe('calendar')
    expect(mail('Demo', null, 'anna@acme.com', { automated: true, kind: 'meeting' })).toBe('other')
  })
})

describe('what somebody wrote', () => {
  test.each([
    ['Re: Offer', 'We accepted the terms. Legal will be in touch.', 'anna@acme.com'],
    ['A colleague is leaving', 'Anna has left the company at the end of last week. I take over.', 'ben@acme.com'],
    ['Re: What moves our industry', 'Good piece.\n> View in browser. Unsubscribe at any time.', 'anna@acme.com'],
    ['Delayed decision', 'The board meets a week later.', 'anna@acme.com'],
    ['Out of scope: integrations', 'See below.', 'anna@acme.com'],
    [null, null, 'anna@acme.com'],
  ])('%s stays engagement', (subject, body, from) => expect(mail(subject, body, from)).toBeNull())

  test('a letter of ours carries a way out without being a mailing', () => {
    const ours = { participants: [{ part: 'from' as const, address: 'rosa@we.com', contactId: null, userId: 'u' }] }
    expect(mail('A thought on your Q3', 'You receive this because we met. Unsubscribe.', undefined, ours)).toBeNull()
  })
})

test('what says that somebody left is found whatever the language, and by the quick look before it', () => {
  const sentences = [
    'Anna is no longer with Acme',
    'Anna has left Acme',
    'She has left',
    'They have left the company',
    'Anna is not with us any more',
    'Anna ist nicht mehr bei Acme',
    'Anna ist bei uns nicht mehr in dieser Rolle tätig',
    'Anna hat das Unternehmen verlassen',
    'Anna verlässt unser Unternehmen',
    'Anna ne travaille plus chez nous',
    'Anna n’est plus chez Acme',
    'Anna ne fait plus partie de la société',
    'Anna a quitté Acme',
    'Ana ya no trabaja aquí',
    'Ana ha dejado la empresa',
    'A Ana não trabalha mais aqui',
    'Anna non lavora più qui',
    'Anna ha lasciato l’azienda',
    'Anna werkt niet meer bij ons',
    'Anna heeft het bedrijf verlaten',
    'Anna już nie pracuje u nas',
    'Anna arbetar inte längre här',
    'Anna har slutat hos oss',
    'Anna arbejder ikke længere her',
    'Anna jobber ikke lenger her',
    'Anna ei ole enää täällä',
  ]
  expect(sentences.filter((sentence) => !saysGone(sentence))).toEqual([])
  expect(sentences.filter((sentence) => !mightSayGone(`Hello,\n\n${sentence}\n\nBen`))).toEqual([])
  expect(mightSayGone('Thank you for the call. The offer is attached, see you on Tuesday.')).toBe(false)
})
