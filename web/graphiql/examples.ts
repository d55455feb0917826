/** The tabs that GraphiQL opens with. A test validates each against the schema. */
export const examples: ReadonlyArray<{ query: string; variables?: string }> = [
  {
    query: `# Welcome to the Frontdesk API.
#
# 1. Sign in: the button is in the upper right.
#    In the demo, there are people to choose from.
# 2. Press ▶ here, or Ctrl-Enter.
#
# The other tabs show what else there is. Every
# type and field is described: hover it, or open
# the book on the left.

query WhoAmI {
  viewer {
    email
    role
    user {
      id
      name
    }
    settings {
      locale
      timeZone
    }
  }
}
`,
  },
  {
    query: `# What the sign-in button does. Programs send the
# token in a header, "Authorization: Bearer …", or
# over WebSocket as "authorization" in the payload
# of connection_init.

mutation SignIn($email: EmailAddress!, $password: String!) {
  signIn(input: { email: $email, password: $password }) {
    session {
      accessToken
      refreshToken
      expiresAt
    }
    viewer {
      user {
        name
      }
    }
    userErrors {
      code
      message
      field
    }
  }
}
`,
    variables: variables({ email: 'manager@riverside-hotel.example', password: 'frontdesk' }),
  },
  {
    query: `# A guest's way to a booking: look at what is free,
# hold it for five minutes, book it. Run them one by
# one; the ids come from the answers before.

query Look($offeringId: ID!, $from: Date!, $to: Date!) {
  availability(offeringId: $offeringId, from: $from, to: $to) {
    units
    slots {
      from
      to
      available
    }
  }
}

mutation Hold($offeringId: ID!, $from: SlotTime!, $to: SlotTime!) {
  holdSlot(input: { offeringId: $offeringId, from: $from, to: $to }) {
    hold {
      id
      expiresAt
    }
    userErrors {
      code
      message
      ... on SlotUnavailableError {
        alternatives {
          from
          to
          available
        }
      }
    }
  }
}

mutation Book($holdId: ID!, $idempotencyKey: String!) {
  createBooking(input: { holdId: $holdId, idempotencyKey: $idempotencyKey }) {
    booking {
      id
      code
      status
      conversation {
        id
      }
    }
    userErrors {
      code
      message
    }
  }
}

subscription Follow($bookingId: ID!) {
  bookingEvents(bookingId: $bookingId) {
    __typename
    ... on BookingStatusChanged {
      from
      to
      reason
    }
  }
}
`,
    variables: variables({
      offeringId: '',
      from: '2027-05-03',
      to: '2027-05-05',
      holdId: '',
      idempotencyKey: 'anything that you use once',
      bookingId: '',
    }),
  },
  {
    query: `# The desk's way through a booking: the list, a
# confirmation, the arrival and the departure. Sign
# in as somebody who works there.

query Desk($propertyId: ID!) {
  bookings(filter: { propertyId: $propertyId, statuses: [PENDING, CONFIRMED, CHECKED_IN] }, orderBy: ARRIVAL) {
    asOf
    nodes {
      id
      code
      guestName
      status
      allowedTransitions
      from
      to
    }
  }
}

mutation Confirm($bookingId: ID!) {
  confirmBooking(input: { id: $bookingId }) {
    booking {
      status
      allowedTransitions
    }
    userErrors {
      code
      message
      ... on InvalidTransitionError {
        from
        allowed
      }
    }
  }
}

mutation CheckIn($bookingId: ID!) {
  checkInBooking(input: { id: $bookingId }) {
    booking {
      status
    }
    userErrors {
      code
      message
    }
  }
}

mutation CheckOut($bookingId: ID!) {
  completeBooking(input: { id: $bookingId }) {
    booking {
      status
    }
    userErrors {
      code
      message
    }
  }
}

subscription Screen($propertyId: ID!) {
  propertyEvents(propertyId: $propertyId, kinds: [BOOKING_CREATED, BOOKING_STATUS_CHANGED]) {
    __typename
    ... on BookingCreated {
      booking {
        code
        guestName
      }
    }
    ... on BookingStatusChanged {
      to
      booking {
        code
      }
    }
  }
}
`,
    variables: variables({ propertyId: '', bookingId: '' }),
  },
  {
    query: `# Lists are connections: first and after, or last and
# before, for pages of 1 to 100.

query Properties($search: String) {
  properties(first: 10, filter: { search: $search }) {
    totalCount
    nodes {
      id
      slug
      name
      kind
      status
      viewerRole
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`,
    variables: variables({ search: '' }),
  },
  {
    query: `# Read a property, then change it. ▶ asks which
# operation to run.
#
# Put the id that the query answers into the
# variables. With expectedVersion you hear of what
# somebody else changed in between.

query Property($slug: String!) {
  property(slug: $slug) {
    id
    name
    status
    allowedTransitions
    description
    version
  }
}

mutation UpdateProperty($id: ID!, $version: Int) {
  updateProperty(
    input: { id: $id, description: "Quiet rooms on the river.", expectedVersion: $version }
  ) {
    property {
      description
      version
    }
    userErrors {
      code
      message
      field
      ... on VersionConflictError {
        currentVersion
      }
    }
  }
}

mutation SetPropertyStatus($id: ID!) {
  setPropertyStatus(input: { id: $id, status: PAUSED, reason: "Closed for the holidays" }) {
    property {
      status
      allowedTransitions
    }
    userErrors {
      code
      message
      ... on InvalidTransitionError {
        from
        allowed
      }
    }
  }
}
`,
    variables: variables({ slug: 'riverside-hotel', id: '', version: null }),
  },
  {
    query: `# Who works there, and how somebody joins: for its
# owners and managers.

query Members($slug: String!) {
  property(slug: $slug) {
    id
    members(first: 20) {
      totalCount
      nodes {
        id
        role
        email
        user {
          name
        }
      }
    }
    invitations(first: 20, open: true) {
      nodes {
        id
        email
        role
        expiresAt
      }
    }
  }
}

mutation InviteMember($propertyId: ID!, $email: EmailAddress!) {
  inviteMember(input: { propertyId: $propertyId, email: $email, role: STAFF }) {
    invitation {
      id
      expiresAt
    }
    token
    userErrors {
      code
      message
      field
    }
  }
}

mutation AcceptInvitation($token: String!) {
  acceptInvitation(input: { token: $token }) {
    member {
      role
      property {
        name
      }
    }
    userErrors {
      code
      message
    }
  }
}
`,
    variables: variables({ slug: 'riverside-hotel', propertyId: '', email: 'somebody@example.com', token: '' }),
  },
  {
    query: `# A guest's way: look at what is free, hold it,
# book it, follow it, call it off.
#
# Nights are days. Appointments and departures are
# local times, "2027-05-01T14:30", and end by
# themselves.

query Offerings($slug: String!) {
  property(slug: $slug) {
    offerings(first: 10) {
      nodes {
        id
        name
        mode
        price {
          amount
          currency
        }
        units {
          totalCount
        }
      }
    }
  }
}

query Availability($offeringId: ID!, $from: Date!, $to: Date!) {
  availability(offeringId: $offeringId, from: $from, to: $to) {
    asOf
    slots {
      from
      to
      available
    }
  }
}

mutation HoldSlot($offeringId: ID!, $begins: SlotTime!, $ends: SlotTime) {
  holdSlot(input: { offeringId: $offeringId, from: $begins, to: $ends }) {
    hold {
      id
      expiresAt
    }
    userErrors {
      code
      message
      ... on SlotUnavailableError {
        alternatives {
          from
          to
          available
        }
      }
    }
  }
}

mutation CreateBooking($holdId: ID, $key: String) {
  createBooking(input: { holdId: $holdId, partySize: 2, idempotencyKey: $key }) {
    booking {
      id
      code
      status
      from
      to
      total {
        amount
        currency
      }
      freeCancellationUntil
    }
    userErrors {
      code
      message
    }
  }
}

query MyBookings {
  bookings(first: 10, filter: { mine: true }) {
    asOf
    nodes {
      id
      code
      status
      from
      to
    }
  }
}

subscription BookingEvents($bookingId: ID!) {
  bookingEvents(bookingId: $bookingId) {
    __typename
    occurredAt
    ... on BookingStatusChanged {
      from
      to
      reason
    }
  }
}

mutation CancelBooking($bookingId: ID!) {
  cancelBooking(input: { id: $bookingId, reason: "Change of plans" }) {
    booking {
      status
      cancellationFee {
        amount
      }
    }
    userErrors {
      code
      message
    }
  }
}
`,
    variables: variables({
      slug: 'riverside-hotel',
      offeringId: '',
      from: inDays(30),
      to: inDays(37),
      begins: inDays(30),
      ends: inDays(32),
      holdId: '',
      key: null,
      bookingId: '',
    }),
  },
  {
    query: `# A desk's way: who comes today, confirm, check in,
# move, and see what has happened.

query Today($slug: String!) {
  property(slug: $slug) {
    id
    arrivals {
      asOf
      nodes {
        id
        code
        guestName
        status
        viewerTransitions
        units {
          name
        }
      }
    }
    departures {
      nodes {
        code
        guestName
        status
      }
    }
  }
}

query Find($code: String!) {
  bookingByCode(code: $code) {
    id
    status
    contact {
      email
      phone
    }
    timeline {
      nodes {
        __typename
        occurredAt
        actor {
          name
        }
      }
    }
  }
}

mutation Confirm($id: ID!) {
  confirmBooking(input: { id: $id, reason: "See you soon" }) {
    booking {
      status
      allowedTransitions
    }
    userErrors {
      code
      message
      ... on InvalidTransitionError {
        from
        allowed
      }
    }
  }
}

mutation CheckIn($id: ID!) {
  checkInBooking(input: { id: $id }) {
    booking {
      status
    }
    userErrors {
      code
      message
    }
  }
}

mutation Reschedule($id: ID!, $begins: SlotTime!, $ends: SlotTime) {
  rescheduleBooking(input: { id: $id, from: $begins, to: $ends }) {
    booking {
      from
      to
      total {
        amount
      }
    }
    userErrors {
      code
      message
      ... on SlotUnavailableError {
        alternatives {
          from
          to
        }
      }
    }
  }
}

subscription Board($propertyId: ID!) {
  propertyEvents(
    propertyId: $propertyId
    kinds: [BOOKING_CREATED, BOOKING_STATUS_CHANGED, BOOKING_MODIFIED]
  ) {
    __typename
    ... on BookingCreated {
      booking {
        code
        guestName
        from
      }
    }
  }
}
`,
    variables: variables({
      slug: 'riverside-hotel',
      code: '',
      id: '',
      begins: inDays(40),
      ends: inDays(42),
      propertyId: '',
    }),
  },
  {
    query: `# A key for a program of yours: it is sent as an
# access token is. For administrators.

mutation CreateServiceKey {
  createServiceKey(
    input: { name: "Channel manager", scopes: [PROPERTIES_READ] }
  ) {
    secret
    serviceKey {
      id
      prefix
      scopes
    }
    userErrors {
      code
      message
      field
    }
  }
}

query ServiceKeys {
  serviceKeys(first: 20) {
    nodes {
      id
      name
      prefix
      scopes
      revokedAt
    }
  }
}
`,
  },
  {
    query: `# Live: what happens to me, over WebSocket. Press ▶,
# leave it running, then change a setting in another
# tab of the browser, in the console.
#
# Each event has a cursor. Give the last one as
# "after", and nothing is lost in between.

subscription MyEvents($after: EventCursor) {
  viewerEvents(after: $after) {
    __typename
    id
    cursor
    occurredAt
  }
}
`,
    variables: variables({ after: null }),
  },
  {
    query: `# Live: what happens at a property, for those who
# work there. The tab "Properties" knows its id.

subscription PropertyEvents($propertyId: ID!, $after: EventCursor) {
  propertyEvents(propertyId: $propertyId, after: $after) {
    __typename
    id
    cursor
    occurredAt
  }
}
`,
    variables: variables({ propertyId: '', after: null }),
  },
  {
    query: `# Write to a property, then read what was said. The
# tab "Properties" knows its id.
#
# With clientMessageId, a message that is sent again
# is the same message.

mutation StartConversation($propertyId: ID!) {
  startConversation(
    input: { kind: GUEST_STAFF, propertyId: $propertyId, subject: "Late arrival" }
  ) {
    conversation {
      id
    }
    userErrors {
      code
      message
      field
    }
  }
}

mutation SendMessage($conversationId: ID!, $clientMessageId: String) {
  sendMessage(
    input: {
      conversationId: $conversationId
      body: "We arrive at midnight. Is that all right?"
      clientMessageId: $clientMessageId
    }
  ) {
    message {
      id
      sequence
      senderKind
    }
    userErrors {
      code
      message
      field
    }
  }
}

query Inbox {
  conversations(first: 20, filter: { unread: true }) {
    nodes {
      id
      subject
      status
      lastMessage {
        body
      }
    }
    asOf
  }
}

query History($conversationId: ID!) {
  conversation(id: $conversationId) {
    subject
    messages(last: 20) {
      nodes {
        sequence
        body
        sender {
          name
        }
      }
      asOf
    }
  }
}
`,
    variables: variables({ propertyId: '', conversationId: '', clientMessageId: 'one-name-for-one-message' }),
  },
  {
    query: `# Live: what happens in a conversation. Give asOf of
# its messages as "after", and nothing lies between.

subscription ConversationEvents($conversationId: ID!, $after: EventCursor) {
  conversationEvents(conversationId: $conversationId, after: $after) {
    __typename
    cursor
    occurredAt
    ... on MessageSent {
      message {
        sequence
        body
        sender {
          name
        }
      }
    }
  }
}
`,
    variables: variables({ conversationId: '', after: null }),
  },
  {
    query: `# What is done with messages: answer, react, correct,
# take back, and say up to where you have read.

query AroundAMessage($conversationId: ID!, $messageId: ID!) {
  conversation(id: $conversationId) {
    viewerUnreadCount
    messages(around: $messageId, first: 20) {
      asOf
      nodes {
        id
        sequence
        body
        version
        editedAt
        deletedAt
        replyTo {
          sequence
          body
        }
        reactions {
          emoji
          count
          viewerReacted
        }
        receipts {
          deliveredAt
          readAt
          user {
            name
          }
        }
      }
      pageInfo {
        startCursor
        hasPreviousPage
        endCursor
        hasNextPage
      }
    }
  }
}

mutation Answer($conversationId: ID!, $messageId: ID!) {
  sendMessage(
    input: { conversationId: $conversationId, body: "With pleasure.", replyToId: $messageId }
  ) {
    message {
      sequence
      threadRoot {
        sequence
      }
    }
    userErrors {
      code
      message
      field
    }
  }
}

mutation React($messageId: ID!) {
  addReaction(input: { messageId: $messageId, emoji: "👍" }) {
    userErrors {
      message
    }
  }
}

mutation Correct($messageId: ID!) {
  editMessage(input: { id: $messageId, body: "At eight." }) {
    message {
      body
      version
    }
    userErrors {
      message
    }
  }
}

mutation TakeBack($messageId: ID!) {
  deleteMessage(input: { id: $messageId }) {
    userErrors {
      message
    }
  }
}

mutation IHaveRead($conversationId: ID!, $messageId: ID!) {
  markConversationRead(input: { conversationId: $conversationId, messageId: $messageId }) {
    conversation {
      viewerUnreadCount
    }
    userErrors {
      message
    }
  }
}

query Search {
  searchMessages(query: "breakfast", first: 10) {
    nodes {
      body
      createdAt
      conversation {
        subject
      }
    }
  }
}
`,
    variables: variables({ conversationId: '', messageId: '' }),
  },
  {
    query: `# A file takes three steps, and one in between that
# is not GraphQL: send its bytes to upload.url.
#
#   curl -T pool.jpg http://localhost:4000/uploads/…
#
# bytes has to be its size.

mutation One($conversationId: ID!, $bytes: Int!) {
  requestUpload(input: { conversationId: $conversationId, name: "pool.jpg", bytes: $bytes }) {
    attachment {
      id
    }
    upload {
      url
      expiresAt
    }
    userErrors {
      code
      message
      field
    }
  }
}

mutation Two($attachmentId: ID!) {
  completeUpload(input: { id: $attachmentId }) {
    attachment {
      kind
      contentType
      bytes
      width
      height
      viewerPreviewUrl
    }
    userErrors {
      code
      message
    }
  }
}

mutation Three($conversationId: ID!, $attachmentId: ID!) {
  sendMessage(
    input: { conversationId: $conversationId, body: "The pool", attachmentIds: [$attachmentId] }
  ) {
    message {
      id
      attachments {
        name
        viewerUrl
      }
    }
    userErrors {
      code
      message
      field
    }
  }
}
`,
    variables: variables({ conversationId: '', attachmentId: '', bytes: 0 }),
  },
  {
    query: `# The desk of a property: what waits, whose it is,
# and what guests do not see.

query Inbox($propertyId: ID!) {
  conversations(first: 20, filter: { propertyId: $propertyId, statuses: [ACTIVE], assigneeId: null }) {
    asOf
    nodes {
      id
      subject
      labels
      lastActivityAt
      viewerUnreadCount
      lastMessage {
        body
        senderKind
      }
    }
  }
}

mutation Take($conversationId: ID!, $assigneeId: ID!) {
  assignConversation(input: { conversationId: $conversationId, assigneeId: $assigneeId }) {
    conversation {
      assignee {
        name
      }
    }
    userErrors {
      message
    }
  }
}

mutation Label($conversationId: ID!) {
  labelConversation(input: { conversationId: $conversationId, labels: ["late arrival"] }) {
    userErrors {
      message
    }
  }
}

mutation Note($conversationId: ID!) {
  addNote(input: { conversationId: $conversationId, body: "Came last year too." }) {
    note {
      sequence
    }
    userErrors {
      message
    }
  }
}

subscription Notes($conversationId: ID!) {
  noteEvents(conversationId: $conversationId) {
    __typename
    ... on NoteAdded {
      note {
        body
        author {
          name
        }
      }
    }
  }
}
`,
    variables: variables({ propertyId: '', conversationId: '', assigneeId: '' }),
  },
  {
    query: `# Live, and not kept: who types in a conversation, and
# who of some people is online.

subscription Typing($conversationId: ID!) {
  typing(conversationId: $conversationId) {
    text
  }
}

subscription Presence($userIds: [ID!]!) {
  presence(userIds: $userIds) {
    user {
      name
    }
    status
    lastSeenAt
  }
}

mutation SetTyping($conversationId: ID!) {
  setTyping(input: { conversationId: $conversationId, typing: true }) {
    userErrors {
      message
    }
  }
}
`,
    variables: variables({ conversationId: '', userIds: [] }),
  },
  {
    query: `# What I was told, by thing, and live: each event says
# exactly how many wait. Confirm a booking as
# staff, and look here as its guest.

query Notifications {
  viewer {
    unreadNotifications
    notificationPreferences {
      quietHours {
        from
        to
      }
    }
  }
  notificationGroups(first: 10) {
    nodes {
      type
      count
      unreadCount
      latest {
        title
        body
        subject {
          __typename
          id
        }
      }
    }
  }
}

subscription Told($after: EventCursor) {
  viewerEvents(after: $after, kinds: [NOTIFICATION_CREATED, NOTIFICATIONS_READ]) {
    __typename
    cursor
    ... on NotificationCreated {
      unreadCount
      notification {
        title
      }
    }
    ... on NotificationsRead {
      unreadCount
    }
  }
}

mutation ReadThem {
  markNotificationsRead(input: { filter: { types: [BOOKING, TOUR] } }) {
    changedCount
    unreadCount
  }
}

mutation QuietNights {
  updateNotificationPreferences(
    input: { quietHours: { from: "22:00", to: "07:00" } }
  ) {
    viewer {
      notificationPreferences {
        version
      }
    }
    userErrors {
      field
      message
    }
  }
}
`,
    variables: variables({ after: null }),
  },
  {
    query: `# Announcements: one row, however many they are for.
# To everybody as an administrator; managers
# announce to where they work.

mutation Announce {
  publishAnnouncement(
    input: {
      title: "Maintenance tonight"
      body: "From 2:00 to 2:15 UTC."
      severity: WARNING
      everyone: true
    }
  ) {
    announcement {
      id
      status
    }
    userErrors {
      message
    }
  }
}

subscription Announced($after: EventCursor) {
  announcementEvents(after: $after) {
    __typename
    cursor
    ... on AnnouncementStarted {
      announcement {
        title
        body
        severity
      }
    }
  }
}

# The mail that went nowhere, without SMTP_URL.

query Mailbox {
  devMailbox(first: 5) {
    nodes {
      to
      subject
      text
    }
  }
}
`,
    variables: variables({ after: null }),
  },
  {
    query: `# Money: what is due for a booking, and a payment of it.
# At the desk ("desk") for who takes the money of the
# property; by "stripe" for guests, where it is
# configured. Its webhooks bring PaymentStatusChanged.

query Bill($bookingId: ID!) {
  booking(id: $bookingId) {
    status
    bill {
      status
      due {
        amount
        currency
      }
    }
    payments {
      nodes {
        id
        status
        ledger {
          kind
          amount {
            amount
          }
        }
      }
    }
  }
}

mutation CreatePayment($bookingId: ID!, $idempotencyKey: String) {
  createPayment(
    input: { bookingId: $bookingId, gateway: "desk", idempotencyKey: $idempotencyKey }
  ) {
    payment {
      id
      status
    }
    userErrors {
      code
      message
    }
  }
}

mutation CapturePayment($paymentId: ID!) {
  capturePayment(input: { id: $paymentId }) {
    payment {
      status
    }
    userErrors {
      message
    }
  }
}
`,
    variables: variables({ bookingId: '', idempotencyKey: 'one-key-for-one-payment', paymentId: '' }),
  },
  {
    query: `# A menu, an order, and the kitchen's board: read the
# list, and go on from its asOf.

query Menu($propertyId: ID!) {
  property(id: $propertyId) {
    menu(statuses: [AVAILABLE]) {
      nodes {
        id
        category
        name
        price {
          amount
          currency
        }
      }
    }
  }
}

mutation PlaceOrder($bookingId: ID!, $menuItemId: ID!) {
  placeOrder(
    input: { bookingId: $bookingId, items: [{ menuItemId: $menuItemId, quantity: 1 }] }
  ) {
    order {
      code
      status
    }
    userErrors {
      message
    }
  }
}

query Board($propertyId: ID!) {
  orders(
    filter: { propertyId: $propertyId, statuses: [PLACED, ACCEPTED, PREPARING, READY] }
    orderBy: OLDEST
  ) {
    asOf
    nodes {
      id
      code
      status
      place
      lines {
        name
        quantity
      }
    }
  }
}

subscription BoardEvents($propertyId: ID!, $after: EventCursor) {
  propertyEvents(
    propertyId: $propertyId
    after: $after
    kinds: [ORDER_PLACED, ORDER_STATUS_CHANGED]
  ) {
    __typename
    cursor
    ... on OrderPlaced {
      order {
        code
        place
      }
    }
    ... on OrderStatusChanged {
      to
      order {
        code
      }
    }
  }
}
`,
    variables: variables({ propertyId: '', bookingId: '', menuItemId: '', after: null }),
  },
  {
    query: `# Live: the whole platform, for administrators.

subscription PlatformEvents($after: EventCursor) {
  platformEvents(after: $after) {
    __typename
    id
    cursor
    occurredAt
  }
}
`,
    variables: variables({ after: null }),
  },
];

function variables(values: object): string {
  return JSON.stringify(values, null, 2);
}

/** A day, as nights are told. */
function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
