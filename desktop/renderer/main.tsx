import { z } from "zod";
// First of all: zod would otherwise probe for `new Function`, which the policy forbids and reports.
z.config({ jitless: true });

import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/noto-sans-devanagari/wght.css";
import "@mantine/core/styles.css";
import "@mantine/dates/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "./shell/shell.css";

const { startPage } = await import("./shell/start-page.tsx");
await startPage(document.getElementById("root")!);
