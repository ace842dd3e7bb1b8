import { Outlet } from '@tanstack/react-router';

/** Rail, top bar, banners and the page. */
export function AppFrame() {
  return <Outlet />;
}
