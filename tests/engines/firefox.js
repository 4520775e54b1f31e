/**
 * Drives Firefox through puppeteer-core: reads one JSON request a line, and answers each with one line, either
 * `{"value": …}` or `{"error": …}`. The first argument is Firefox's program.
 */

import { createInterface } from "node:readline";
import puppeteer from "puppeteer-core";

const browser = await puppeteer.launch({ browser: "firefox", executablePath: process.argv[2] });
const page = await browser.newPage();

const actions = {
  goto: async ({ url }) => void (await page.goto(url)),
  evaluate: ({ source, args }) => page.evaluate(`(${source})(...${JSON.stringify(args)})`),
  press: ({ selector }) => page.click(selector),
  type: async ({ selector, text }) => {
    await page.focus(selector);
    await page.keyboard.down("Control");
    await page.keyboard.press("a");
    await page.keyboard.up("Control");
    await page.keyboard.type(text);
  },
  close: () => browser.close(),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { do: name, ...request } = JSON.parse(line);
  const answer = await actions[name](request).then(
    (value) => ({ value: value ?? null }),
    (error) => ({ error: String(error) }),
  );
  console.log(JSON.stringify(answer));
  if (name === "close") break;
}
process.exit();
