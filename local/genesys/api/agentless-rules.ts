import { liveGuestSessionOf, type Destination } from '../model/conversation-lookup';
import type { Platform } from '../model/platform';
import type { AgentlessRequest } from './agentless-request';
import { badRequest, notFound, Refusal } from './refusal';

const invalidField = (fieldName: string, message: string): Refusal =>
  new Refusal({
    status: 400,
    code: 'constraint.validation',
    message,
    messageParams: { field: fieldName },
    details: [{ errorCode: 'constraint.validation', fieldName }],
  });

/** Both statuses are declared with `not.found` for sends; which one an unknown address gets is not. */
const unknownAddressee = (platform: Platform, entityName: string, id: string): Refusal =>
  new Refusal({
    ...notFound(entityName, id).facts,
    status: platform.settings.unknownAddresseeStatus,
  });

const demandContact = (platform: Platform, request: AgentlessRequest): string => {
  if (request.toAddress) {
    throw invalidField('toAddress', 'toAddress must not be used for webmessaging.');
  }
  if (!request.externalContactId) {
    throw invalidField('externalContactId', 'externalContactId is required for webmessaging.');
  }
  const contact = platform.contacts.get(request.externalContactId);
  if (contact === undefined) {
    throw unknownAddressee(platform, 'externalContact', request.externalContactId);
  }
  if (contact.anonymous && !platform.settings.anonymousContactsAddressable) {
    throw badRequest('invalid.value', 'The external contact is anonymous and cannot be addressed.');
  }
  return contact.id;
};

const demandGuestSession = (platform: Platform, contactId: string, deploymentId: string): void => {
  if (!platform.settings.agentlessNeedsLiveGuestSession) return;
  if (liveGuestSessionOf(platform, contactId, deploymentId) !== undefined) return;
  throw badRequest('bad.request', 'The guest session of this contact has expired.');
};

const webmessagingDestination = (platform: Platform, request: AgentlessRequest): Destination => {
  const deployment = platform.deployments.get(request.fromAddress);
  if (deployment === undefined) {
    throw unknownAddressee(platform, 'deployment', request.fromAddress);
  }
  const recipient = demandContact(platform, request);
  demandGuestSession(platform, recipient, deployment.id);
  return { channel: 'webmessaging', deploymentId: deployment.id, recipient };
};

/** E.164, as the sms field's description asks for. */
const phoneNumber = /^\+[1-9]\d{6,14}$/;

export const demandAddressee = (platform: Platform, request: AgentlessRequest): Destination => {
  const channel = request.toAddressMessengerType;
  if (channel === 'webmessaging') return webmessagingDestination(platform, request);
  if (!platform.settings.agentlessChannels.includes(channel)) {
    throw badRequest('invalid.value', `The organization has no integration for ${channel}.`);
  }
  const recipient = request.toAddress ?? '';
  if (recipient === '') throw invalidField('toAddress', `toAddress is required for ${channel}.`);
  if (channel === 'sms' && !phoneNumber.test(recipient)) {
    throw badRequest('invalid.value', 'toAddress must be a phone number in E.164 format.');
  }
  return { channel, deploymentId: request.fromAddress, recipient };
};

const textLimits = { sms: 765, whatsapp: 2000, open: 2000, apple: 2000 } as const;

export const demandText = (platform: Platform, request: AgentlessRequest): void => {
  const text = request.textBody ?? '';
  const channel = request.toAddressMessengerType;
  if (channel === 'webmessaging') {
    if (text.trim() === '' || text.length > platform.settings.webmessagingTextLimit) {
      throw badRequest(
        'invalid.webmessaging.text.body',
        'The text body must not be empty and must be under 4000 characters.',
      );
    }
    return;
  }
  if (text === '' && !request.messagingTemplate) {
    throw invalidField('textBody', `textBody is required for ${channel}.`);
  }
  if (text.length > textLimits[channel]) {
    throw badRequest('max.length.exceeded', `textBody is over ${textLimits[channel]} characters.`);
  }
};
