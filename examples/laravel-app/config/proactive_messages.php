<?php

return [
    // Output BusName of the stack.
    'bus' => env('PROACTIVE_MESSAGES_BUS'),
    // Names this application in the events it publishes.
    'source' => env('PROACTIVE_MESSAGES_SOURCE', 'shop.orders'),
    'region' => env('AWS_DEFAULT_REGION', 'eu-west-1'),
    // On a laptop: the address of the emulator.
    'endpoint' => env('AWS_ENDPOINT_URL'),
    // Queue of outcomes, filled by a rule on the bus.
    'outcomes_url' => env('PROACTIVE_MESSAGES_OUTCOMES_URL'),
];
