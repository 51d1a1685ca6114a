import type { VendorObject } from './vendor-object.ts'

const STAMPS = { CreatedDate: 'createdAt', LastModifiedDate: 'modifiedAt', IsDeleted: 'deleted' } as const

/** The objects of a Salesforce export (Data Loader, weekly export, reports with field names) and where their columns go. */
export const SALESFORCE: readonly VendorObject[] = [
  {
    name: 'User', noun: 'users', needs: ['Id'], telling: ['Username', 'UserRoleId', 'ProfileId', 'IsActive'],
    columns: { Id: 'id', Name: 'name', FirstName: 'firstName', LastName: 'lastName', Email: 'email', Title: 'title', IsActive: 'active', UserRoleId: 'team', ManagerId: 'manager', CreatedDate: 'createdAt', LastModifiedDate: 'modifiedAt' },
  },
  { name: 'UserRole', noun: 'teams', needs: ['Id', 'Name'], telling: ['ParentRoleId'], columns: { Id: 'id', Name: 'name', ParentRoleId: 'parent' } },
  {
    name: 'Account', noun: 'accounts', needs: ['Id', 'Name'], telling: ['NumberOfEmployees', 'BillingCity', 'BillingCountry', 'AnnualRevenue'],
    columns: { Id: 'id', Name: 'name', ParentId: 'parent', OwnerId: 'owner', Industry: 'industry', Segment__c: 'segment', Tier__c: 'tier', NumberOfEmployees: 'employeeCount', AnnualRevenue: 'annualRevenue', CurrencyIsoCode: 'currency', Website: 'website', BillingCountry: 'country', BillingCity: 'city', YearStarted: 'foundedYear', ...STAMPS },
  },
  {
    name: 'Contact', noun: 'contacts', needs: ['Id'], telling: ['AccountId', 'LastName', 'Email', 'HasOptedOutOfEmail', 'ReportsToId'],
    columns: { Id: 'id', Name: 'name', FirstName: 'firstName', LastName: 'lastName', AccountId: 'account', Title: 'title', Department: 'department', Email: 'email', Phone: 'phone', HasOptedOutOfEmail: 'optedOutOfEmail', DoNotCall: 'doNotCall', ReportsToId: 'reportsTo', MailingCountry: 'country', Language__c: 'language', Languages__c: 'language', ...STAMPS },
  },
  { name: 'Product2', noun: 'products', needs: ['Id', 'Name'], telling: ['ProductCode', 'Family'], columns: { Id: 'id', Name: 'name', ProductCode: 'code', Family: 'family', IsActive: 'active' } },
  {
    name: 'OpportunityStage', noun: 'stages', needs: ['MasterLabel'], telling: ['SortOrder', 'DefaultProbability'],
    columns: { Id: 'id', MasterLabel: 'name', SortOrder: 'position', DefaultProbability: 'probability', ForecastCategoryName: 'forecastCategory', IsClosed: 'isClosed', IsWon: 'isWon', IsActive: 'active' },
  },
  {
    name: 'OpportunityFieldHistory', noun: 'opportunity-history', needs: ['OpportunityId', 'Field', 'NewValue'], telling: ['OldValue', 'CreatedDate'],
    columns: { Id: 'id', OpportunityId: 'opportunity', CreatedDate: 'at', Field: 'field', OldValue: 'oldValue', NewValue: 'newValue', IsDeleted: 'deleted' },
  },
  {
    name: 'OpportunityHistory', noun: 'opportunity-history', needs: ['OpportunityId', 'CreatedDate'], telling: ['StageName', 'CloseDate', 'Probability'],
    columns: { Id: 'id', OpportunityId: 'opportunity', CreatedDate: 'at', StageName: 'stage', Amount: 'amount', CurrencyIsoCode: 'currency', CloseDate: 'closeOn', Probability: 'probability', ForecastCategory: 'forecastCategory', IsDeleted: 'deleted' },
  },
  {
    name: 'OpportunityContactRole', noun: 'stakeholders', needs: ['OpportunityId', 'ContactId'], telling: ['Role', 'IsPrimary'],
    columns: { Id: 'id', OpportunityId: 'opportunity', ContactId: 'contact', Role: 'role', IsPrimary: 'isPrimary', CreatedDate: 'createdAt', IsDeleted: 'deleted' },
  },
  {
    name: 'OpportunityLineItem', noun: 'opportunity-lines', needs: ['OpportunityId'], telling: ['Product2Id', 'Quantity', 'UnitPrice', 'TotalPrice'],
    columns: { Id: 'id', OpportunityId: 'opportunity', Product2Id: 'product', Quantity: 'quantity', UnitPrice: 'unitPrice', TotalPrice: 'total', ListPrice: 'listPrice', CurrencyIsoCode: 'currency', IsDeleted: 'deleted' },
  },
  {
    name: 'Opportunity', noun: 'opportunities', needs: ['Id', 'StageName'], telling: ['CloseDate', 'Amount', 'Name', 'IsWon'],
    columns: { Id: 'id', Name: 'name', AccountId: 'account', OwnerId: 'owner', StageName: 'stage', Amount: 'amount', CurrencyIsoCode: 'currency', Probability: 'probability', CloseDate: 'closeOn', ForecastCategoryName: 'forecastCategory', ForecastCategory: 'forecastCategory', NextStep: 'nextAction', Next_Step_Date__c: 'nextActionDueOn', LeadSource: 'leadSource', Type: 'dealType', Segment__c: 'segment', Description: 'description', Loss_Reason__c: 'lostReason', LossReason: 'lostReason', IsClosed: 'isClosed', IsWon: 'isWon', ContactId: 'contact', LastStageChangeDate: 'stageEnteredAt', ...STAMPS },
  },
  { name: 'EventRelation', noun: 'activity-participants', needs: ['EventId', 'RelationId'], telling: ['Status', 'IsInvitee'], columns: { Id: 'id', EventId: 'activity', RelationId: 'person', Status: 'response', IsWhat: 'isWhat', IsDeleted: 'deleted' } },
  {
    name: 'EmailMessage', noun: 'activities', needs: ['MessageDate'], telling: ['FromAddress', 'ToAddress', 'Incoming'], kind: 'email',
    columns: { Id: 'id', RelatedToId: 'related', FromName: 'fromName', FromAddress: 'fromAddress', ToAddress: 'toAddresses', CcAddress: 'ccAddresses', Incoming: 'incoming', MessageDate: 'occurredAt', Subject: 'subject', TextBody: 'body', Sentiment__c: 'sentiment', CreatedDate: 'createdAt', IsDeleted: 'deleted' },
  },
  {
    name: 'Event', noun: 'activities', needs: ['Id', 'StartDateTime'], telling: ['EndDateTime', 'DurationInMinutes', 'WhatId'], kind: 'meeting',
    columns: { Id: 'id', Subject: 'subject', Description: 'body', StartDateTime: 'occurredAt', EndDateTime: 'endedAt', DurationInMinutes: 'durationMinutes', OwnerId: 'owner', WhatId: 'related', WhoId: 'person', CreatedDate: 'createdAt', IsDeleted: 'deleted' },
  },
  {
    name: 'Task', noun: 'activities', needs: ['Id', 'Subject', 'ActivityDate'], telling: ['TaskSubtype', 'Status', 'WhatId', 'CallType'], kind: 'task',
    columns: { Id: 'id', Subject: 'subject', TaskSubtype: 'kind', Status: 'status', IsClosed: 'isClosed', ActivityDate: 'dueOn', CompletedDateTime: 'completedAt', OwnerId: 'owner', WhatId: 'related', WhoId: 'person', CallType: 'direction', CallDurationInSeconds: 'durationSeconds', Description: 'body', CreatedDate: 'createdAt', IsDeleted: 'deleted' },
  },
  { name: 'ForecastingQuota', noun: 'quotas', needs: ['QuotaOwnerId', 'QuotaAmount'], telling: ['StartDate'], columns: { Id: 'id', QuotaOwnerId: 'user', StartDate: 'start', QuotaAmount: 'amount', CurrencyIsoCode: 'currency' } },
  { name: 'DatedConversionRate', noun: 'exchange-rates', needs: ['IsoCode', 'ConversionRate'], telling: ['StartDate'], columns: { Id: 'id', IsoCode: 'currency', StartDate: 'start', ConversionRate: 'rate' } },
]
