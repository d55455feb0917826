import { type CombinedError, type Exchange, mapExchange, type OperationResult } from 'urql';

/** After these, what one knew before is not for one’s eyes any more, or is not there. */
const losing = ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'];

/**
 * A question that could not be answered again takes nothing from the screen: what was known stands, beside the error.
 * What the cache knows but a part of is no answer yet: its holes would be read as “there is none”. Where nothing is known,
 * `data` is undefined, as urql says it is, even where the server has written null. Put it before the cache.
 */
export const keepExchange: Exchange = (input) => {
  const known = new Map<number, unknown>();
  const failed = new Map<number, CombinedError>();
  return mapExchange({
    onOperation({ kind, key }) {
      if (kind !== 'teardown') return;
      known.delete(key);
      failed.delete(key);
    },
    onResult(result) {
      const { operation, error, data } = result;
      const { key } = operation;
      if (operation.kind !== 'query') return { ...result, data: data ?? undefined };
      if (isPartial(result)) {
        const still = error ?? failed.get(key);
        return { ...result, data: known.get(key), ...(still !== undefined && { error: still }) };
      }
      if (error === undefined) failed.delete(key);
      else failed.set(key, error);
      if (data != null) known.set(key, data);
      else if (error !== undefined && isLosing(error)) known.delete(key);
      return { ...result, data: known.get(key) };
    },
  })(input);
};

const isPartial = ({ operation }: OperationResult): boolean => operation.context.meta?.cacheOutcome === 'partial';

const isLosing = ({ graphQLErrors }: CombinedError): boolean =>
  graphQLErrors.some(({ extensions }) => losing.some((code) => code === extensions.code));
