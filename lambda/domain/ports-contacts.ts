/** Knows which contacts Genesys has merged: they are one person. */
export interface ContactFamilies {
  /** The contact and everybody it was ever merged with, as far as ten. */
  familyOf(contactId: string): Promise<string[]>;
}
