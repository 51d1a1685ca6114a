/** Titles of meetings, calls, to-dos and next steps by stage. */
export const MEETING_SUBJECTS: readonly (readonly string[])[] = [
  [
    'Discovery call',
    'Introduction: {vendor} and {account}',
    'Current process walk-through',
    'Discovery workshop, {project}',
    'First meeting with treasury',
    'Needs assessment',
  ],
  [
    'Demo: {product}',
    'Technical workshop',
    'Architecture session',
    'Business case working session',
    'Demo for payment operations',
    'Security review',
    'Proof of concept check-in',
  ],
  [
    'Proposal walk-through',
    'Value review with finance',
    'Steering committee',
    'Executive meeting, {account}',
    'RFP presentation',
    'Implementation planning',
    'Reference call',
  ],
  [
    'Contract review',
    'Negotiation with procurement',
    'Legal call on the MSA',
    'Closing plan review',
    'Commercial alignment',
    'Kick-off preparation',
    'Sign-off meeting',
  ],
]

export const CALL_SUBJECTS: readonly (readonly string[])[] = [
  [
    'Call with {person}',
    'Qualifying call with {person}',
    'Cold call, {account}',
    'Voicemail for {person}',
    'First call with {person}',
  ],
  [
    'Call with {person}',
    'Follow-up call after the demo',
    'Technical questions, {person}',
    'Check-in with {person}',
    'Coaching call with {person}',
  ],
  [
    'Call with {person}',
    'Proposal questions, {person}',
    'Pricing call with {person}',
    'Pre-meeting before the committee',
    'Check-in on the decision',
  ],
  ['Call with {person}', 'Open contract points, {person}', 'Procurement call', 'Closing call with {person}', 'Signature status'],
]

export const CALL_NOTES: readonly string[] = [
  'Spoke about scope and timing.',
  'Asked for more detail on the integration.',
  'Confirmed the next meeting.',
  'Left a message.',
  'Wants the numbers in one page.',
  'Explained the internal approval steps.',
  'Mentioned the current provider.',
  'Prefers to start with two entities.',
  'Short call, will come back next week.',
  'Went through the open points one by one.',
]

export const TO_DOS: readonly (readonly string[])[] = [
  [
    'Research {account}',
    'Send introduction deck',
    'Prepare discovery questions',
    'Map the payment flow',
    'Find a second contact',
  ],
  [
    'Prepare demo data',
    'Fill in the security questionnaire',
    'Update the business case',
    'Book the architect',
    'Send requirements matrix',
  ],
  ['Write the proposal', 'Get pricing approved', 'Prepare committee slides', 'Arrange reference call', 'Answer RFP questions'],
  [
    'Send redlines to legal',
    'Request discount approval',
    'Chase purchase order',
    'Complete vendor registration',
    'Hand over to delivery',
  ],
]

export const NEXT_STEPS: readonly (readonly string[])[] = [
  [
    'Book discovery workshop',
    'Send case study',
    'Meet the treasury team',
    'Confirm number of bank accounts',
    'Find out who owns the budget',
    'Call {person} about timing',
  ],
  [
    'Run demo for payment operations',
    'Agree success criteria with {person}',
    'Meet the CFO',
    'Answer security questionnaire',
    'Review business case with finance',
    'Find a second champion',
  ],
  [
    'Walk through proposal with {person}',
    'Send revised pricing',
    'Present to steering committee',
    'Arrange reference call',
    'Confirm budget release',
    'Confirm decision date with {person}',
  ],
  [
    'Close open MSA points',
    'Get order form signed',
    'Send final order form',
    'Confirm signatories',
    'Chase purchase order',
    'Agree kick-off date with {person}',
  ],
]
