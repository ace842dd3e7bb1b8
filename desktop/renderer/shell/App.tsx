import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { Loading } from './PageStates.tsx';
import { router } from './router.tsx';
import { screenOf } from './screen-of-session.ts';
import { useSessionState } from './use-session.ts';

const SignInPage = lazy(async () => ({ default: (await import('../modules/access/SignInPage.tsx')).SignInPage }));
const FirstRunPage = lazy(async () => ({ default: (await import('../modules/plant/FirstRunPage.tsx')).FirstRunPage }));

/** The screen that this session may see. */
export function App() {
  const screen = screenOf(useSessionState());
  return (
    <Suspense fallback={<Loading />}>
      <Screen screen={screen} />
    </Suspense>
  );
}

function Screen(props: { screen: ReturnType<typeof screenOf> }) {
  switch (props.screen) {
    case 'starting':
      return <Loading />;
    case 'first_run':
    case 'loading_demo':
      return <FirstRunPage />;
    case 'sign_in':
      return <SignInPage />;
    case 'app':
      return <RouterProvider router={router} />;
    default:
      return props.screen satisfies never;
  }
}
