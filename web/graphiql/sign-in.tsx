import { type FormEvent, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { fetchSettings, type Settings } from '../src/session/settings.js';
import { accounts } from './account.js';

/** Who the operations are sent as, and a way to become somebody else. */
export function SignIn() {
  const account = useSyncExternalStore(accounts.subscribe, () => accounts.current);
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!open) return;
    const close = (event: Event) => {
      const outside = event.type === 'pointerdown' && !box.current?.contains(event.target as Node);
      if (outside || (event instanceof KeyboardEvent && event.key === 'Escape')) setOpen(false);
    };
    document.addEventListener('pointerdown', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('keydown', close);
    };
  }, [open]);

  return (
    <div className="account" ref={box}>
      {account === null ? (
        <span className="who">Not signed in</span>
      ) : (
        <span className="who">
          <span className="dot" aria-hidden="true" />
          <b>{account.name}</b> <span className="mail">{account.email}</span>
        </span>
      )}
      <button
        type="button"
        className={account === null ? 'main' : 'quiet'}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {account === null ? 'Sign in' : 'Switch account'}
      </button>
      {account !== null && (
        <button type="button" className="quiet" onClick={() => void accounts.signOut()}>
          Sign out
        </button>
      )}
      {open && <Panel onDone={() => setOpen(false)} />}
    </div>
  );
}

function Panel({ onDone }: { onDone: () => void }) {
  const [settings, setSettings] = useState<Settings | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    fetchSettings().then(setSettings, () => setSettings({ demo: null }));
  }, []);

  async function signIn(email: string, password: string) {
    setBusy(true);
    try {
      const refused = await accounts.signIn(email, password);
      setFailure(refused);
      if (refused === null) onDone();
    } catch {
      setFailure('The server does not answer. Try again in a moment.');
    } finally {
      setBusy(false);
    }
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    void signIn(String(form.get('email')), String(form.get('password')));
  }

  const demo = settings?.demo ?? null;
  return (
    <div className="panel" role="dialog" aria-label="Sign in">
      <form onSubmit={submit}>
        <label>
          E-mail
          <input name="email" type="email" autoComplete="username" required />
        </label>
        <label>
          Password
          <input name="password" type="password" autoComplete="current-password" required />
        </label>
        <button type="submit" className="main" disabled={busy}>
          {busy ? 'Signing in …' : 'Sign in'}
        </button>
        <p role="alert" className="failure">
          {failure}
        </p>
      </form>
      {demo !== null && (
        <section aria-label="Demo accounts">
          <h2>… or be somebody of the demo</h2>
          <ul>
            {demo.accounts.map(({ email, title }) => (
              <li key={email}>
                <button type="button" disabled={busy} onClick={() => void signIn(email, demo.password)}>
                  <b>{title}</b>
                  <span>{email}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
