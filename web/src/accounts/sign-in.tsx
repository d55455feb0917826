import { Button, PasswordInput, TextInput } from '@mantine/core';
import { Link, useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { session } from '../session/console-session.js';
import { fetchSettings, type Settings } from '../session/settings.js';
import { useSession } from '../session/use-session.js';
import { useText } from '../text/text.js';
import { Stack } from '../ui/layout.js';
import { Notice } from '../ui/notice.js';
import { useAction } from '../ui/use-action.js';
import { DemoAccounts } from './demo-accounts.js';
import { Gate } from './gate.js';
import styles from './sign-in.module.css';

export function SignIn() {
  const text = useText();
  const state = useSession();
  const { next } = useSearch({ from: '/sign-in' });
  const action = useAction();
  const [settings, setSettings] = useState<Settings>({ demo: null });

  useEffect(() => {
    document.title = `${text.signIn.action} · ${text.appName}`;
  }, [text]);

  useEffect(() => {
    fetchSettings().then(setSettings, () => undefined);
  }, []);

  const signIn = (email: string, password: string) =>
    void action.run(() => session.open('signIn', { email, password }));

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    signIn(String(form.get('email')), String(form.get('password')));
  }

  const rest = action.restOf('email', 'password');
  const over = state.kind === 'signedOut' && state.because === 'over';
  return (
    <Gate next={next}>
      <header>
        <h1>{text.signIn.title}</h1>
        <p className={styles.lead}>{text.signIn.lead}</p>
      </header>
      {over && <Notice kind="note">{text.signIn.over}</Notice>}
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            name="email"
            type="email"
            label={text.signIn.email}
            autoComplete="username"
            size="md"
            error={action.errorOf('email')}
            required
            withAsterisk={false}
          />
          <PasswordInput
            name="password"
            label={text.signIn.password}
            autoComplete="current-password"
            size="md"
            error={action.errorOf('password')}
            required
            withAsterisk={false}
          />
          {rest !== null && <Notice kind="wrong">{rest}</Notice>}
          <Button type="submit" size="md" fullWidth loading={action.busy}>
            {text.signIn.action}
          </Button>
        </Stack>
      </form>
      <p className={styles.lead}>
        {text.signIn.noAccount}{' '}
        <Link to="/sign-up" hash search={next === undefined ? {} : { next }}>
          {text.signIn.toSignUp}
        </Link>
      </p>
      {settings.demo !== null && <DemoAccounts demo={settings.demo} busy={action.busy} onChoose={signIn} />}
    </Gate>
  );
}
