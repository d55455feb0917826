/** The global id of a row, as the API gives it. */
export const globalId = (type: string, id: string): string => Buffer.from(`${type}:${id}`).toString('base64');
