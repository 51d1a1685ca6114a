export type Sentiment = 'positive' | 'neutral' | 'negative'

/** What buyers write, by stage and sentiment; one or two sentences. */
export const BUYER_SENTENCES: readonly Record<Sentiment, readonly string[]>[] = [
  {
    positive: [
      'This came at the right time, {project} is on our list for this year.',
      'Thanks for the clear summary, I shared it with the team and they want to see more.',
      'The benchmark was useful. Let us find an hour with our treasurer.',
      'Your examples match what we struggle with every month end.',
      'Happy to continue. I will bring two colleagues.',
    ],
    neutral: [
      'Please find the overview you asked for.',
      'We are collecting information at this point and have no fixed date.',
      'Tuesday or Thursday after 14:00 would work.',
      'I forward this to the colleague who owns the topic.',
      'Could you send some more material on {product}?',
      'We run four bank portals today, details attached.',
    ],
    negative: [
      'This is not a priority before the next budget round.',
      'We had a similar project two years ago and it did not end well.',
      'I am not sure there is a case for us here.',
      'Our ERP team thinks they can do this themselves.',
      'Too many open projects at the moment, I have to push this back.',
    ],
  },
  {
    positive: [
      'The demo went down well, payment operations already asked when they can start.',
      'The numbers look solid. Finance agreed with the saving you estimated.',
      'IT has no objections to the architecture.',
      'Good workshop today, we now have one list of requirements everybody signs up to.',
      'I talked to our CFO and she wants to meet you.',
    ],
    neutral: [
      'Attached are the requirements, please mark what is standard.',
      'Some questions from our architects below.',
      'The security questionnaire is attached, we need it back by the end of the month.',
      'We will look at two vendors in the same format.',
      'Please add our controller to the next meeting.',
      'I need the integration effort split by system.',
    ],
    negative: [
      'IT raised doubts about the integration with our ERP.',
      'The saving looks too optimistic to us, we cannot follow the assumptions.',
      'The answers on data residency did not convince our security team.',
      'Honestly, {competitor} showed more for our use case.',
      'We may have to pause this, the sponsor has other topics now.',
    ],
  },
  {
    positive: [
      'The proposal is close to what we need. Two small comments inside.',
      'Steering committee liked option B, we are preparing the budget request.',
      'The reference call confirmed what you said.',
      'Our CFO supports the business case.',
      'You are on the shortlist of one. Procurement will contact you.',
    ],
    neutral: [
      'We have received three offers and will compare them next week.',
      'Could you split the price by entity?',
      'Procurement is now involved, please copy them.',
      'The committee meets on the 15th, I need the slides two days before.',
      'Please resend the offer with the longer payment term.',
      'We need one more week to go through the document.',
    ],
    negative: [
      'Your price is well above the other offer.',
      'The budget was cut, we have to see what is still possible.',
      'The board did not take a decision and I cannot say when they will.',
      'Some colleagues would rather extend the contract with {competitor}.',
      'The scope is larger than we can take on this year.',
    ],
  },
  {
    positive: [
      'Legal is fine with the last version, we can prepare signature.',
      'Approval came through this morning. I expect the purchase order by Friday.',
      'Only two clauses left, both minor from our point of view.',
      'The board approved {project}. Thank you for the patience.',
      'Our signatories are back on Monday, then we sign.',
    ],
    neutral: [
      'Attached the redlined agreement with comments from our side.',
      'Please fill in the vendor form, otherwise we cannot order.',
      'We need the insurance certificates for our files.',
      'Legal needs five more working days.',
      'Who signs on your side?',
      'The payment schedule should follow the milestones.',
    ],
    negative: [
      'We cannot accept the liability clause as it stands.',
      'Procurement asks for a further discount before they release anything.',
      '{competitor} came back with a renewal offer 18 % lower.',
      'Approval is delayed, all new contracts need a second signature now.',
      'I am sorry, the signature will not happen this month.',
    ],
  },
]

/** What sellers write, by stage. */
export const SELLER_SENTENCES: readonly (readonly string[])[] = [
  [
    'Thank you for the time today. I summarised what we heard on {project} below.',
    'Would Tuesday or Wednesday suit you for a short call with our payments specialist?',
    'Attached is a two-page example from another company in {industry}.',
    'Before we meet, it would help to know how many bank accounts are in scope.',
    'I have not heard back, is {project} still on the agenda?',
    'As promised, here are the slides and the recording.',
  ],
  [
    'Your demo environment is ready, two test accounts are inside.',
    'I put the success criteria into one page, please correct what is wrong.',
    'Our architect answered the technical questions, see attachment.',
    'It would help to meet your finance lead before we go into numbers.',
    'Here is the first version of the business case with the assumptions marked.',
    'Checking in on the open points from the workshop.',
  ],
  [
    'Please find our proposal for {project}. I suggest we walk through it together on Thursday.',
    'We added an option with a smaller first phase.',
    'The implementation plan assumes a start in the first week of next month.',
    'I prepared four slides for your committee.',
    'Two reference customers agreed to take a call.',
    'Did you have the chance to discuss the proposal with your CFO?',
  ],
  [
    'Our legal team accepted most of the changes, three comments remain.',
    'The order form is attached and valid until the end of the quarter.',
    'Could you confirm the signatories and the purchase order process?',
    'We can move on the payment term but not on the liability cap.',
    'The project team is reserved for your start date.',
    'Just checking where the agreement stands on your side.',
  ],
]

export const AUTOMATIC_BODIES = {
  left: 'I no longer work for {account}. Your message is not forwarded.',
  away: 'I am out of the office with limited access to mail and will answer after my return.',
} as const
