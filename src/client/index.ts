/** The published client. This file is its door: what is not named here is not part of it. */
export type { Backoff } from './backoff.js';
export { createFrontdeskClient, type FrontdeskClient } from './client.js';
export type { Document, TypedDocument } from './document.js';
export type { Environment } from './environment.js';
export { type GraphQLFailure, NetworkError, OperationError, SessionOverError, StreamResetError } from './errors.js';
export type { EventOf, FeedEnd, FeedHandlers, FeedItem } from './feed-handlers.js';
export type { HeartbeatOptions } from './heartbeat.js';
export type { RequestOptions } from './http.js';
export type { FeedHandle, FeedOptions, FrontdeskClientOptions } from './options.js';
export type { Refresh, Session, SessionChange, TokenStore, Tokens } from './session.js';
export type { WebSocketImpl, WebSocketLike } from './socket.js';
export { type ConnectionState, isConnected } from './state.js';
