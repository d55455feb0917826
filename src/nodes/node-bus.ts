/** Asks all nodes at once. */
export interface NodeBus<Question, Answer> {
  /** Never rejects: who does not answer in time is missed. */
  ask(question: Question): Promise<Answers<Answer>>;
  close(): Promise<void>;
}

export interface Answers<Answer> {
  readonly answers: readonly Answer[];
  /** Whether every node that there is has answered. */
  readonly complete: boolean;
}

/** For a node that is the only one. */
export function createSoleNodeBus<Question, Answer>(answer: (question: Question) => Answer): NodeBus<Question, Answer> {
  return {
    ask: async (question) => ({ answers: [answer(question)], complete: true }),
    close: async () => {},
  };
}
