// Reads feeds with two independent parsers: one JSON request a line in, one JSON answer a line out.
import { createInterface } from "node:readline";
import ICAL from "ical.js";
import nodeIcal from "node-ical";

function byIcalJs(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      start: event.startDate.toJSDate().toISOString(),
      end: event.endDate.toJSDate().toISOString(),
      summary: event.summary ?? "",
      location: event.location ?? "",
      description: event.description ?? "",
      sequence: event.sequence,
      status: component.getFirstPropertyValue("status"),
      alarms: component.getAllSubcomponents("valarm").length,
    };
  });
}

function byNodeIcal(text) {
  return Object.values(nodeIcal.sync.parseICS(text))
    .filter((part) => part.type === "VEVENT")
    .map((event) => ({
      uid: event.uid,
      start: event.start.toISOString(),
      end: event.end.toISOString(),
      summary: event.summary ?? "",
      location: event.location ?? "",
      description: event.description ?? "",
      sequence: Number(event.sequence),
      status: event.status,
      alarms: (event.alarms ?? []).length,
    }));
}

const parsers = { "ical.js": byIcalJs, "node-ical": byNodeIcal };

for await (const line of createInterface({ input: process.stdin })) {
  const { parser, text } = JSON.parse(line);
  try {
    console.log(JSON.stringify({ events: parsers[parser](text) }));
  } catch (error) {
    console.log(JSON.stringify({ error: String(error) }));
  }
}
