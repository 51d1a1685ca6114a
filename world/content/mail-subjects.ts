/** Subjects of mail by stage, written by the seller (out) or by the buyer (in). {…} is filled from the deal. */
export const MAIL_SUBJECTS: readonly { readonly out: readonly string[]; readonly in: readonly string[] }[] = [
  {
    out: [
      'Following up on {project}', 'A first look at {product}', 'Questions before we meet', 'How others in {industry} run {project}', 'Notes from our first call',
      'Time for 30 minutes next week?', 'Introduction to {vendor}', 'Agenda for our discovery call', 'Two things you asked about', 'Benchmark: cost per payment in {industry}',
      'Who else should join from {account}?', 'Short summary of today', 'Mapping your current payment flow', 'Your questions on {product}', 'Case study on {project}',
      'Proposed dates for a workshop', 'What good looks like for {project}', 'Recording and slides from today', 'Next steps after our call', 'One question on your bank setup',
    ],
    in: [
      'Request for information: {project}', 'Interested in {product}', 'Our current setup', 'Background on {project}', 'Availability next week', 'Can you cover {product}?',
      'Introducing my colleague', 'Volumes by country', 'Initial questions from our side', 'List of systems in scope', 'What does a pilot look like?', 'Budget cycle and timing',
      'Overview of our bank accounts', 'Do you integrate with our ERP?', 'Some context before the call', 'Moving our call', 'Internal priorities this half', 'Who we compared so far',
    ],
  },
  {
    out: [
      'Demo follow-up: {product}', 'Success criteria for {project}', 'Business case draft, first numbers', 'Integration outline for {account}', 'Demo environment access',
      'Scope of the technical workshop', 'Reference customer in {industry}', 'Savings estimate for {project}', 'Answers to your technical questions', 'Security overview and certificates',
      'Sample data for the proof of concept', 'Meeting your finance lead', 'Decision criteria as we understood them', 'How approval works at {account}', 'Rollout in three waves',
      'Process map, version 2', 'Effort estimate for the integration', 'Open points after the demo', 'Workshop with payment operations', 'Requirements matrix, filled in',
    ],
    in: [
      'Technical questions after the demo', 'Security questionnaire', 'Requirements list, {project}', 'Feedback from the team', 'Sample files for reconciliation', 'Access for two more colleagues',
      'Our success criteria', 'Comments on the business case', 'Architecture review slot', 'Question on data residency', 'Which banks are covered?', 'Finance wants to see the numbers',
      'Change of scope', 'Workshop participants', 'API documentation', 'Proof of concept: first findings', 'Some doubts from IT', 'Please hold the Thursday slot',
    ],
  },
  {
    out: [
      'Proposal: {project}', 'Revised proposal for {account}', 'Commercial summary', 'Pricing by volume band', 'Business case, final version', 'Statement of work, draft',
      'Walk-through of the proposal', 'Implementation plan and dates', 'Options A and B compared', 'Return on investment for {project}', 'Executive summary for your board',
      'Answers to the RFP, section 4', 'References you can call', 'Service levels and support hours', 'Proposal presentation on Tuesday', 'Timeline to go live', 'Team on our side',
      'Terms for a three-year agreement', 'Clarification on the licence metric', 'Slides for your steering committee',
    ],
    in: [
      'Comments on your proposal', 'RFP: clarification round', 'Budget approval for {project}', 'Your pricing against {competitor}', 'Question on the licence metric', 'Board paper, please review',
      'Steering committee date', 'Can we start smaller?', 'Procurement is joining', 'Missing items in the offer', 'CFO feedback', 'Reference call went well', 'We need another week',
      'Shortlist decision', 'Request for a revised offer', 'Payment terms', 'Phasing of the rollout', 'Support model questions',
    ],
  },
  {
    out: [
      'Redlines to the MSA', 'Order form for signature', 'Final pricing for {account}', 'Data processing agreement', 'Kick-off dates', 'Signature process and signatories', 'Purchase order details',
      'Open legal points', 'Discount approval from our side', 'Security annex, updated', 'Countersigned NDA', 'Updated order form, {project}', 'Summary of agreed terms', 'Confirming the start date',
      'Vendor registration documents', 'Reminder: offer valid until quarter end', 'Liability clause, our suggestion', 'Names for the project team', 'Closing plan, week by week', 'Before Friday',
    ],
    in: [
      'Redlined MSA from legal', 'Vendor onboarding form', 'Purchase order', 'Legal comments on the DPA', 'Signature next week', 'Discount request', 'Final approval', 'Insurance certificates needed',
      'Procurement: last round', 'Signatories on our side', 'Start date for {project}', 'Delay in our approval', 'Two clauses left', 'Board approved {project}', 'Renewal offer from {competitor}',
      'Payment schedule', 'Termination clause', 'Ready to sign',
    ],
  },
]

export const AUTOMATIC_REPLIES = {
  left: ['Automatic reply: I have left {account}', 'Automatic reply: no longer with {account}'],
  away: ['Automatic reply: out of office', 'Abwesenheitsnotiz', 'Absence du bureau'],
} as const
