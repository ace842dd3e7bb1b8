import { RouterProvider } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { router } from "./router.tsx";
import { screenOf, type Screen } from "./screen-of-session.ts";
import { StartingScreen } from "./StartingScreen.tsx";
import { useSessionLanguage } from "./use-session-language.ts";
import { useSessionState } from "./use-session.ts";

const SignInPage = lazy(async () => ({
  default: (await import("../modules/access/SignInPage.tsx")).SignInPage,
}));
const FirstRunPage = lazy(async () => ({
  default: (await import("../modules/plant/FirstRunPage.tsx")).FirstRunPage,
}));
const DemoLoadPage = lazy(async () => ({
  default: (await import("../modules/plant/DemoLoadPage.tsx")).DemoLoadPage,
}));

/** The screen that this session may see. */
export function App() {
  const screen = screenOf(useSessionState());
  useSessionLanguage();
  return (
    <Suspense fallback={<StartingScreen />}>
      <ScreenOf screen={screen} />
    </Suspense>
  );
}

function ScreenOf(props: { screen: Screen }) {
  switch (props.screen) {
    case "starting":
      return <StartingScreen />;
    case "first_run":
      return <FirstRunPage />;
    case "loading_demo":
      return <DemoLoadPage />;
    case "sign_in":
      return <SignInPage />;
    case "app":
      return <RouterProvider router={router} />;
    default:
      return props.screen satisfies never;
  }
}
