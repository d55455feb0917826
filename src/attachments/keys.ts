/** Where the bytes of an attachment are. Nothing that anybody says is part of it. */
export const originalKey = (id: string): string => `attachments/${id.slice(-2)}/${id}`;
export const previewKey = (id: string): string => `${originalKey(id)}-preview`;
