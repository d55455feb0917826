import { CloseIcon, MicrophoneIcon } from '../shell/icons.js';
import { useText } from '../text/text.js';
import styles from './composer.module.css';
import { RecordedTime } from './recorded-time.js';
import { type Recording, useRecorder } from './use-recorder.js';

/** Records a voice message, to go with the next message that is sent. */
export function VoiceButton(props: { onRecorded: (recording: Recording) => void; onRefused: () => void }) {
  const words = useText().conversations;
  const recorder = useRecorder();
  if (!recorder.able) return null;
  if (recorder.since === null)
    return (
      <button
        type="button"
        className={styles.tool}
        aria-label={words.record}
        title={words.record}
        onClick={async () => {
          if (!(await recorder.start())) props.onRefused();
        }}
      >
        <MicrophoneIcon />
      </button>
    );
  return (
    <span className={styles.recording}>
      <RecordedTime since={recorder.since} />
      <button
        type="button"
        className={styles.switch}
        onClick={async () => {
          const recording = await recorder.stop();
          if (recording !== null) props.onRecorded(recording);
        }}
      >
        {words.stopRecording}
      </button>
      <button
        type="button"
        className={styles.tool}
        aria-label={words.discardRecording}
        title={words.discardRecording}
        onClick={() => void recorder.stop()}
      >
        <CloseIcon />
      </button>
    </span>
  );
}
