const NOT_FOUND = /NotFound|NonExistent|DoesNotExist/;

/** Says what stands for something that is not there; whatever else AWS answers is thrown on. */
export async function unlessMissing<Found, Missing>(
  asked: Promise<Found>,
  missing: Missing,
): Promise<Found | Missing> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Error && NOT_FOUND.test(error.name)) return missing;
    throw error;
  }
}
