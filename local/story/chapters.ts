import type { Chapter } from './story-report';

/** The steps of the story, in the order they are told. */
export const CHAPTERS = {
  prepare: { name: 'prepare', title: 'Deploy the stack into an AWS and start a Genesys' },
  a: { name: 'a', title: 'A customer starts a conversation and closes the tab' },
  b: { name: 'b', title: 'An application meets the 409 and reports the conflict' },
  c: { name: 'c', title: 'A schedule delivers a second message' },
  d: { name: 'd', title: 'The conversation ends; the next message opens a new session' },
  e: { name: 'e', title: 'One notification, requested twice and delivered three times' },
  f1: { name: 'f1', title: 'A contact that was never seen' },
  f2: { name: 'f2', title: 'A malformed request' },
  f3: { name: 'f3', title: 'A missing permission' },
  f4: { name: 'f4', title: 'A 409 that hides a missing scope, in the thread dialect' },
  truth: { name: 'truth', title: "The last look into Genesys's own books" },
} as const satisfies Record<string, Chapter>;
