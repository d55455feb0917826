import { useCallback, useEffect, useRef, useState } from 'react';

export interface Recording {
  readonly file: File;
  readonly durationMs: number;
}

export interface Recorder {
  /** Whether this browser can. */
  readonly able: boolean;
  /** Since when it listens, in milliseconds since 1970. Null while it does not. */
  readonly since: number | null;
  /** Answers whether it may listen. */
  readonly start: () => Promise<boolean>;
  /** Null when nothing was being recorded. */
  readonly stop: () => Promise<Recording | null>;
}

/** What browsers record and the server takes. */
const types = ['audio/webm;codecs=opus', 'audio/mp4'];

/** Records a voice message. The microphone is let go as soon as it is done, or nobody looks any more. */
export function useRecorder(): Recorder {
  const [since, setSince] = useState<number | null>(null);
  const recorder = useRef<MediaRecorder | null>(null);

  const release = useCallback(() => {
    for (const track of recorder.current?.stream.getTracks() ?? []) track.stop();
    recorder.current = null;
  }, []);
  useEffect(() => release, [release]);

  return {
    able: typeof MediaRecorder === 'function' && navigator.mediaDevices !== undefined,
    since,
    async start() {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => null);
      if (stream === null) return false;
      const mimeType = types.find((type) => MediaRecorder.isTypeSupported(type));
      recorder.current = new MediaRecorder(stream, mimeType === undefined ? {} : { mimeType });
      recorder.current.start();
      setSince(Date.now());
      return true;
    },
    async stop() {
      const active = recorder.current;
      const began = since;
      setSince(null);
      if (active === null || began === null) return null;
      const recorded = new Promise<Blob>((resolve) => {
        active.addEventListener('dataavailable', ({ data }) => resolve(data), { once: true });
      });
      active.stop();
      const durationMs = Date.now() - began;
      const blob = await recorded;
      release();
      const extension = blob.type.startsWith('audio/mp4') ? 'm4a' : 'webm';
      return { file: new File([blob], `voice.${extension}`, { type: blob.type }), durationMs };
    },
  };
}
