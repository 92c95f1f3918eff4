<?php

declare(strict_types=1);

namespace App\Providers;

use App\Services\ProactiveMessages;
use Aws\EventBridge\EventBridgeClient;
use Illuminate\Support\ServiceProvider;

final class ProactiveMessagesProvider extends ServiceProvider
{
    public function register(): void
    {
        $this->app->singleton(ProactiveMessages::class, function (): ProactiveMessages {
            $settings = config('proactive_messages');
            $client = new EventBridgeClient(array_filter([
                'version' => '2015-10-07',
                'region' => $settings['region'],
                'endpoint' => $settings['endpoint'],
            ]));

            return new ProactiveMessages($client, $settings['bus'], $settings['source']);
        });
    }
}
