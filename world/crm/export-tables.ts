export type Cell = string | number | boolean | null

/** One file of the export: rows of cells in the order of the columns. */
export interface Table {
  readonly file: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}

export interface GrowingTable<C extends string> extends Table {
  add(row: Readonly<Record<C, Cell>>): void
  /** Takes the rows out, so that large data need not be kept in memory. */
  drain(): (readonly Cell[])[]
}

function table<const C extends readonly string[]>(file: string, columns: C): GrowingTable<C[number]> {
  const rows: (readonly Cell[])[] = []
  return {
    file,
    columns,
    rows,
    add: (row) => void rows.push(columns.map((column: C[number]) => row[column])),
    drain: () => rows.splice(0),
  }
}

/** The empty files of a Salesforce export, with the columns its Data Loader would write. */
export function emptyExport() {
  return {
    users: table('User.csv', [
      'Id',
      'Username',
      'FirstName',
      'LastName',
      'Name',
      'Email',
      'Title',
      'Department',
      'IsActive',
      'UserRoleId',
      'ManagerId',
      'TimeZoneSidKey',
      'CreatedDate',
    ]),
    roles: table('UserRole.csv', ['Id', 'Name', 'DeveloperName', 'ParentRoleId']),
    accounts: table('Account.csv', [
      'Id',
      'Name',
      'Industry',
      'Type',
      'NumberOfEmployees',
      'AnnualRevenue',
      'CurrencyIsoCode',
      'BillingCity',
      'BillingCountry',
      'Website',
      'Phone',
      'OwnerId',
      'ParentId',
      'Segment__c',
      'CreatedDate',
      'LastModifiedDate',
    ]),
    contacts: table('Contact.csv', [
      'Id',
      'AccountId',
      'FirstName',
      'LastName',
      'Name',
      'Title',
      'Department',
      'Email',
      'Phone',
      'HasOptedOutOfEmail',
      'DoNotCall',
      'ReportsToId',
      'OwnerId',
      'CreatedDate',
      'LastModifiedDate',
    ]),
    products: table('Product2.csv', ['Id', 'Name', 'ProductCode', 'Family', 'IsActive']),
    stages: table('OpportunityStage.csv', [
      'Id',
      'MasterLabel',
      'SortOrder',
      'DefaultProbability',
      'ForecastCategoryName',
      'IsClosed',
      'IsWon',
      'IsActive',
    ]),
    opportunities: table('Opportunity.csv', [
      'Id',
      'AccountId',
      'Name',
      'StageName',
      'Amount',
      'CurrencyIsoCode',
      'Probability',
      'CloseDate',
      'CreatedDate',
      'LastModifiedDate',
      'LastStageChangeDate',
      'IsClosed',
      'IsWon',
      'ForecastCategoryName',
      'NextStep',
      'Next_Step_Date__c',
      'LeadSource',
      'Type',
      'OwnerId',
      'MainCompetitors__c',
      'Loss_Reason__c',
      'Segment__c',
      'Description',
    ]),
    history: table('OpportunityHistory.csv', [
      'Id',
      'OpportunityId',
      'CreatedById',
      'CreatedDate',
      'StageName',
      'Amount',
      'CurrencyIsoCode',
      'CloseDate',
      'Probability',
      'ForecastCategory',
    ]),
    fieldHistory: table('OpportunityFieldHistory.csv', [
      'Id',
      'OpportunityId',
      'CreatedById',
      'CreatedDate',
      'Field',
      'OldValue',
      'NewValue',
    ]),
    contactRoles: table('OpportunityContactRole.csv', ['Id', 'OpportunityId', 'ContactId', 'Role', 'IsPrimary', 'CreatedDate']),
    lineItems: table('OpportunityLineItem.csv', [
      'Id',
      'OpportunityId',
      'Product2Id',
      'Quantity',
      'UnitPrice',
      'TotalPrice',
      'ListPrice',
      'CurrencyIsoCode',
      'CreatedDate',
    ]),
    tasks: table('Task.csv', [
      'Id',
      'Subject',
      'TaskSubtype',
      'Status',
      'Priority',
      'ActivityDate',
      'CompletedDateTime',
      'CreatedDate',
      'OwnerId',
      'WhatId',
      'WhoId',
      'CallType',
      'CallDurationInSeconds',
      'Description',
      'IsClosed',
    ]),
    events: table('Event.csv', [
      'Id',
      'Subject',
      'StartDateTime',
      'EndDateTime',
      'DurationInMinutes',
      'OwnerId',
      'WhatId',
      'WhoId',
      'Location',
      'CreatedDate',
    ]),
    eventRelations: table('EventRelation.csv', ['Id', 'EventId', 'RelationId', 'Status', 'IsInvitee', 'IsWhat']),
    emails: table('EmailMessage.csv', [
      'Id',
      'RelatedToId',
      'FromName',
      'FromAddress',
      'ToAddress',
      'CcAddress',
      'Incoming',
      'MessageDate',
      'Subject',
      'TextBody',
      'Sentiment__c',
      'CreatedDate',
    ]),
    quotas: table('ForecastingQuota.csv', ['Id', 'QuotaOwnerId', 'StartDate', 'QuotaAmount', 'CurrencyIsoCode']),
    rates: table('DatedConversionRate.csv', ['Id', 'IsoCode', 'StartDate', 'NextStartDate', 'ConversionRate']),
  }
}

export type Export = ReturnType<typeof emptyExport>
