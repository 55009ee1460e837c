// Subscribes as MagicMirror does: fetches a feed by its address, and says what is in it, each time it is asked.
import { createInterface } from "node:readline";
import nodeIcal from "node-ical";

for await (const address of createInterface({ input: process.stdin })) {
  const feed = await nodeIcal.async.fromURL(address);
  const events = Object.values(feed)
    .filter((part) => part.type === "VEVENT")
    .map(({ uid, start, summary, status }) => ({ uid, start: start.toISOString(), summary, status }));
  console.log(JSON.stringify(events));
}
