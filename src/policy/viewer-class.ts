import type { Actor, ServiceKeyActor, UserActor } from '../actor.js';
import type { PropertyRole } from '../generated/prisma/enums.js';

/**
 * Those who cannot be told apart by their rights at one property. What is made for one of them without asking for more
 * than their class is the same for all of them.
 */
export interface ViewerClass {
  /** Equal for those of the same class. */
  readonly key: string;
  /**
   * Somebody of the class who is nobody in particular. Asked for what tells people of the class apart (the id, the
   * session, memberships elsewhere), it calls `toldApart` and throws `ToldApart`.
   */
  somebody(toldApart: () => void): Actor | null;
}

/** Something asked who somebody is, beyond their class. */
export class ToldApart extends Error {
  override readonly name = 'ToldApart';
  constructor(readonly asked: string) {
    super(`A shared execution asked for ${asked} of its viewer.`);
  }
}

export function viewerClass(actor: Actor | null, propertyId: string | null): ViewerClass {
  if (actor === null) return { key: 'nobody', somebody: () => null };
  if (actor.kind === 'serviceKey') {
    const { scopes } = actor;
    return {
      key: `key ${[...scopes].sort().join(' ')} ${actor.propertyId ?? 'everywhere'}`,
      somebody: (toldApart) => someProgram(scopes, actor.propertyId, asking(toldApart)),
    };
  }
  const { role } = actor;
  const here = propertyId === null ? undefined : actor.memberships.get(propertyId);
  return {
    key: `user ${role} ${here ?? 'NONE'}`,
    somebody: (toldApart) => someUser(role, { propertyId, role: here }, asking(toldApart)),
  };
}

type Ask = (what: string) => never;

const asking =
  (toldApart: () => void): Ask =>
  (what) => {
    toldApart();
    throw new ToldApart(what);
  };

function someUser(role: UserActor['role'], here: Here, ask: Ask): UserActor {
  const memberships = new MembershipHere(here, ask);
  return {
    kind: 'user',
    role,
    memberships,
    get key() {
      return ask('the key');
    },
    get id() {
      return ask('the id');
    },
    get sessionId() {
      return ask('the session');
    },
    get tokenExpiresAt() {
      return ask('the token');
    },
  };
}

function someProgram(scopes: ReadonlySet<string>, propertyId: string | null, ask: Ask): ServiceKeyActor {
  return {
    kind: 'serviceKey',
    scopes,
    propertyId,
    get key() {
      return ask('the key');
    },
    get id() {
      return ask('the id');
    },
    get expiresAt() {
      return ask('the end');
    },
  };
}

interface Here {
  readonly propertyId: string | null;
  readonly role: PropertyRole | undefined;
}

/** The membership at one property. Any other one would tell people apart. */
class MembershipHere implements ReadonlyMap<string, PropertyRole> {
  constructor(
    readonly here: Here,
    readonly ask: Ask,
  ) {}

  get(propertyId: string): PropertyRole | undefined {
    return propertyId === this.here.propertyId ? this.here.role : this.ask('a membership elsewhere');
  }

  has(propertyId: string): boolean {
    return this.get(propertyId) !== undefined;
  }

  get size(): number {
    return this.ask('how many memberships');
  }

  forEach(): void {
    this.ask('all memberships');
  }

  entries(): MapIterator<[string, PropertyRole]> {
    return this.ask('all memberships');
  }

  keys(): MapIterator<string> {
    return this.ask('all memberships');
  }

  values(): MapIterator<PropertyRole> {
    return this.ask('all memberships');
  }

  [Symbol.iterator](): MapIterator<[string, PropertyRole]> {
    return this.entries();
  }
}
