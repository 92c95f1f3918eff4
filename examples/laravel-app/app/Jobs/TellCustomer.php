<?php

declare(strict_types=1);

namespace App\Jobs;

use App\Services\ProactiveMessages;
use GuzzleHttp\Client;
use GuzzleHttp\Exception\ClientException;
use Illuminate\Bus\Queueable;
use Illuminate\Contracts\Queue\ShouldQueue;
use Illuminate\Foundation\Bus\Dispatchable;

/**
 * The scheduled job that used to fail with 409. It keeps its own call, if it must, and hands the conflict over; without the
 * call, `$messages->request(...)` alone does the same and more.
 */
final class TellCustomer implements ShouldQueue
{
    use Dispatchable;
    use Queueable;

    public function __construct(
        private readonly string $webchatSessionId,
        private readonly string $contactId,
        private readonly string $occurrence,
        private readonly string $text,
    ) {
    }

    public function handle(Client $genesys, ProactiveMessages $messages): void
    {
        $payload = [
            'webchatSessionId' => $this->webchatSessionId,
            'contactId' => $this->contactId,
            'from' => ['id' => 'my-bot-user-id'],
            'text' => $this->text,
        ];

        try {
            $genesys->post('/api/v2/conversations/webchat/messages', ['json' => $payload]);
        } catch (ClientException $refusal) {
            if ($refusal->getResponse()->getStatusCode() !== 409) {
                throw $refusal;
            }
            // The customer still has a conversation: the message goes into that one, once, also if this job runs again.
            $messages->reportConflict($payload, $this->occurrence);
        }
    }
}
