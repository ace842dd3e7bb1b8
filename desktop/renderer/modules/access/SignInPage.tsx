import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useApi, usePlantSession } from '../../shell/ApiProvider.tsx';
import { useCommand } from '../../shell/use-command.ts';

/** Signs a person in. */
export function SignInPage() {
  const { t } = useTranslation();
  const api = useApi();
  const session = usePlantSession();
  const form = useForm({ initialValues: { username: '', password: '' } });
  const signIn = useCommand(api.access.signIn, { onDone: session.signedIn });
  return (
    <form onSubmit={form.onSubmit((values) => signIn.mutate(values))}>
      <TextInput label={t('access:signIn.username')} {...form.getInputProps('username')} />
      <PasswordInput label={t('access:signIn.password')} {...form.getInputProps('password')} />
      <Button type="submit" loading={signIn.isPending}>
        {t('access:signIn.submit')}
      </Button>
    </form>
  );
}
