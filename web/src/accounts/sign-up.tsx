import { Button, PasswordInput, TextInput } from '@mantine/core';
import { Link, useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect } from 'react';
import { session } from '../session/console-session.js';
import { useText } from '../text/text.js';
import { Stack } from '../ui/layout.js';
import { Notice } from '../ui/notice.js';
import { useAction } from '../ui/use-action.js';
import { Gate } from './gate.js';
import styles from './sign-in.module.css';

export function SignUp() {
  const text = useText();
  const { next } = useSearch({ from: '/sign-up' });
  const action = useAction();

  useEffect(() => {
    document.title = `${text.signUp.title} · ${text.appName}`;
  }, [text]);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const input = {
      name: String(form.get('name')),
      email: String(form.get('email')),
      password: String(form.get('password')),
    };
    void action.run(() => session.open('signUp', input));
  }

  const rest = action.restOf('name', 'email', 'password');
  return (
    <Gate next={next}>
      <header>
        <h1>{text.signUp.title}</h1>
        <p className={styles.lead}>{text.signUp.lead}</p>
      </header>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            name="name"
            label={text.signUp.name}
            autoComplete="name"
            size="md"
            error={action.errorOf('name')}
            required
            withAsterisk={false}
          />
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
            description={text.signUp.passwordHint}
            autoComplete="new-password"
            size="md"
            error={action.errorOf('password')}
            required
            withAsterisk={false}
          />
          {rest !== null && <Notice kind="wrong">{rest}</Notice>}
          <Button type="submit" size="md" fullWidth loading={action.busy}>
            {text.signUp.action}
          </Button>
        </Stack>
      </form>
      <p className={styles.lead}>
        {text.signUp.haveAccount}{' '}
        <Link to="/sign-in" hash search={next === undefined ? {} : { next }}>
          {text.signUp.toSignIn}
        </Link>
      </p>
    </Gate>
  );
}
