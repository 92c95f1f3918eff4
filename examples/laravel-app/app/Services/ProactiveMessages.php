<?php

declare(strict_types=1);

namespace App\Services;

use Aws\EventBridge\EventBridgeClient;
use RuntimeException;

/**
 * Says things on the bus of the product. What each event may carry: docs/events.md, or the JSON Schemas in schemas/published.
 */
final class ProactiveMessages
{
    public function __construct(
        private readonly EventBridgeClient $events,
        private readonly string $bus,
        private readonly string $source,
    ) {
    }

    /** When a customer connects: the two ids that the application stores anyway. */
    public function registerSession(string $webchatSessionId, string $contactId): void
    {
        $this->publish('SessionRegistered', compact('webchatSessionId', 'contactId'));
    }

    /**
     * When a customer should hear something. The occurrence is what happened in the business: asking twice for the same one is
     * asking once.
     */
    public function request(string $contactId, string $occurrence, string $text): void
    {
        $this->publish('NotificationRequested', compact('contactId', 'occurrence', 'text'));
    }

    /**
     * When a call of our own was refused with 409: its payload, as it was.
     *
     * @param array{webchatSessionId: string, contactId: string, from?: array{id: string}, text: string} $payload
     */
    public function reportConflict(array $payload, string $occurrence): void
    {
        $this->publish('ConversationConflict', [...$payload, 'occurrence' => $occurrence]);
    }

    /** @param array<string, mixed> $detail */
    private function publish(string $detailType, array $detail): void
    {
        $answer = $this->events->putEvents(['Entries' => [[
            'EventBusName' => $this->bus,
            'Source' => $this->source,
            'DetailType' => $detailType,
            'Detail' => json_encode($detail, JSON_THROW_ON_ERROR),
        ]]]);

        // The call succeeds even when it refuses the entry. Publishing the same event again is safe.
        if ($answer['FailedEntryCount'] > 0) {
            throw new RuntimeException("{$detailType}: {$answer['Entries'][0]['ErrorCode']}");
        }
    }
}
