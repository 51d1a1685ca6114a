import type { VendorObject } from './vendor-object.ts'

/** The objects of a HubSpot export, by label ('Deal Name') and by internal name ('dealname'). */
export const HUBSPOT: readonly VendorObject[] = [
  {
    name: 'property-history', noun: 'opportunity-history', needs: ['Value', 'Timestamp'], telling: ['Property', 'Property Name', 'Object ID', 'Deal ID'],
    columns: { 'Deal ID': 'opportunity', 'Object ID': 'opportunity', 'Record ID': 'opportunity', dealId: 'opportunity', hs_object_id: 'opportunity', Property: 'field', 'Property Name': 'field', Value: 'newValue', Timestamp: 'at' },
  },
  {
    name: 'pipelines', noun: 'pipelines', needs: ['Pipeline ID'], telling: ['Stage ID', 'Stage Label', 'Stage Name'],
    columns: { 'Pipeline ID': 'id', 'Pipeline Label': 'name', 'Pipeline Name': 'name', Pipeline: 'name', 'Pipeline Display Order': 'position', 'Stage ID': 'stageId', 'Stage Label': 'stageName', 'Stage Name': 'stageName', 'Display Order': 'stagePosition', 'Stage Display Order': 'stagePosition', Probability: 'probability', 'Stage Probability': 'probability', 'Is Closed': 'isClosed', 'Is Won': 'isWon' },
  },
  {
    name: 'owners', noun: 'users', needs: ['Email'], telling: ['Owner ID', 'hubspot_owner_id', 'User ID'],
    columns: { 'Owner ID': 'id', hubspot_owner_id: 'id', Id: 'id', Email: 'email', 'First Name': 'firstName', 'Last Name': 'lastName', Name: 'name', Team: 'team', 'Primary Team': 'team', Active: 'active', 'Created At': 'createdAt', 'Updated At': 'modifiedAt' },
  },
  {
    name: 'deals', noun: 'opportunities', needs: ['Deal Stage'], telling: ['Deal Name', 'Deal owner', 'dealname', 'Pipeline'],
    columns: { 'Record ID': 'id', hs_object_id: 'id', 'Deal ID': 'id', 'Deal Name': 'name', 'Deal Stage': 'stage', Pipeline: 'pipeline', Amount: 'amount', Currency: 'currency', deal_currency_code: 'currency', 'Deal Currency': 'currency', 'Close Date': 'closeOn', 'Create Date': 'createdAt', 'Created At': 'createdAt', 'Last Modified Date': 'modifiedAt', hs_lastmodifieddate: 'modifiedAt', 'Deal owner': 'owner', hubspot_owner_id: 'owner', 'Deal Type': 'dealType', 'Deal Description': 'description', Description: 'description', 'Next Step': 'nextAction', hs_next_step: 'nextAction', 'Deal Probability': 'probability', hs_deal_stage_probability: 'probability', 'Forecast category': 'forecastCategory', hs_manual_forecast_category: 'forecastCategory', 'Closed Lost Reason': 'lostReason', 'Original Source': 'leadSource', hs_analytics_source: 'leadSource', 'Associated Company IDs': 'account', 'Associated Company ID': 'account', 'Primary Associated Company ID': 'account', 'Associated Company': 'account', 'Associated Contact IDs': 'contact', 'Associated Contact ID': 'contact', 'Is Closed Won': 'isWon', hs_is_closed_won: 'isWon', hs_is_closed: 'isClosed', 'Is Deal Closed?': 'isClosed' },
  },
  {
    name: 'engagements', noun: 'activities', needs: ['Type', 'Timestamp'], telling: ['Engagement ID', 'Associated Deal IDs', 'Activity Date', 'hs_timestamp'],
    columns: { 'Engagement ID': 'id', 'Record ID': 'id', Id: 'id', Type: 'kind', 'Activity Type': 'kind', Timestamp: 'occurredAt', 'Activity Date': 'occurredAt', hs_timestamp: 'occurredAt', Subject: 'subject', Title: 'subject', Body: 'body', Status: 'status', Direction: 'direction', Owner: 'owner', 'Owner ID': 'owner', hubspot_owner_id: 'owner', 'Associated Deal IDs': 'opportunity', 'Associated Deal ID': 'opportunity', 'Deal ID': 'opportunity', 'Associated Company IDs': 'account', 'Company ID': 'account', 'Associated Contact IDs': 'person', 'Contact ID': 'person', From: 'fromAddress', 'From Email': 'fromAddress', To: 'toAddresses', 'To Email': 'toAddresses', Cc: 'ccAddresses', 'Duration (ms)': 'durationMs', 'Duration Milliseconds': 'durationMs', 'Created At': 'createdAt' },
  },
  {
    name: 'contacts', noun: 'contacts', needs: ['First Name', 'Last Name'], telling: ['Record ID', 'Contact ID', 'hs_object_id', 'Lifecycle Stage'],
    columns: { 'Record ID': 'id', 'Contact ID': 'id', hs_object_id: 'id', 'First Name': 'firstName', 'Last Name': 'lastName', Email: 'email', 'Phone Number': 'phone', Phone: 'phone', 'Job Title': 'title', Department: 'department', 'Associated Company IDs': 'account', 'Associated Company ID': 'account', 'Primary Associated Company ID': 'account', 'Associated Company': 'account', 'Company Name': 'account', 'Country/Region': 'country', Country: 'country', 'Preferred language': 'language', hs_language: 'language', 'Unsubscribed from all email': 'optedOutOfEmail', hs_email_optout: 'optedOutOfEmail', 'Create Date': 'createdAt', 'Last Modified Date': 'modifiedAt' },
  },
  {
    name: 'companies', noun: 'accounts', needs: ['Record ID'], telling: ['Company name', 'Company owner', 'Company Domain Name'],
    columns: { 'Record ID': 'id', 'Company name': 'name', Name: 'name', 'Company owner': 'owner', hubspot_owner_id: 'owner', Industry: 'industry', 'Number of Employees': 'employeeCount', 'Annual Revenue': 'annualRevenue', 'Website URL': 'website', 'Company Domain Name': 'website', domain: 'website', City: 'city', 'Country/Region': 'country', Country: 'country', 'Year Founded': 'foundedYear', 'Parent Company': 'parent', 'Create Date': 'createdAt', 'Last Modified Date': 'modifiedAt' },
  },
  {
    name: 'companies', noun: 'accounts', needs: ['hs_object_id', 'name'], telling: ['domain', 'numberofemployees', 'industry'],
    columns: { hs_object_id: 'id', name: 'name', hubspot_owner_id: 'owner', industry: 'industry', numberofemployees: 'employeeCount', annualrevenue: 'annualRevenue', domain: 'website', website: 'website', city: 'city', country: 'country', founded_year: 'foundedYear', createdate: 'createdAt', hs_lastmodifieddate: 'modifiedAt' },
  },
]
