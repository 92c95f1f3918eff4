// @ts-check
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';

/**
 * @import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
 * @import { PublishedDetail, PublishedEvent } from 'proactive-messaging/events'
 */

/** EventBridge did not take an event. It is safe to publish the same one again. */
export class NotPublishedError extends Error {
  /** @override */
  name = 'NotPublishedError';
}

/**
 * Says things on the bus of the product. The types are those of the package, and only types: at run time this needs
 * nothing but the AWS SDK.
 *
 * @param {{ events: EventBridgeClient, busName: string, source: string }} bus
 */
export function proactiveMessages({ events, busName, source }) {
  /**
   * @template {PublishedEvent} E
   * @param {E} detailType
   * @param {PublishedDetail<E>} detail
   */
  async function publish(detailType, detail) {
    const Entries = [
      {
        EventBusName: busName,
        Source: source,
        DetailType: detailType,
        Detail: JSON.stringify(detail),
      },
    ];
    const answer = await events.send(new PutEventsCommand({ Entries }));
    const [result] = answer.Entries ?? [];
    // PutEvents succeeds as a call even when it refuses the entry.
    if (result?.EventId) return result.EventId;
    throw new NotPublishedError(`${detailType}: ${result?.ErrorCode ?? 'no answer'}`);
  }

  return {
    /**
     * When a customer connects: the two ids that the web page knows.
     *
     * @param {PublishedDetail<'SessionRegistered'>} session
     */
    registerSession: (session) => publish('SessionRegistered', session),
    /**
     * When a customer should hear something. The occurrence is what happened in the business: asking twice for the same one
     * is asking once.
     *
     * @param {PublishedDetail<'NotificationRequested'>} request
     */
    request: (request) => publish('NotificationRequested', request),
    /**
     * When a call of our own was refused with 409: its payload, as it was.
     *
     * @param {PublishedDetail<'ConversationConflict'>} payload
     */
    reportConflict: (payload) => publish('ConversationConflict', payload),
    /**
     * When it does not matter any more.
     *
     * @param {PublishedDetail<'NotificationCancelled'>} notification
     */
    cancel: (notification) => publish('NotificationCancelled', notification),
  };
}
