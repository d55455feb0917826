/** The name of a mutation as words: `confirmBooking` is “confirm booking”. */
export const actionInWords = (action: string): string =>
  action.replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
