// Answers each line of stdin (a JSON string holding a calendar) with one line: its events as JSON.
import { createInterface } from "node:readline";
import ICAL from "ical.js";

const utc = (time) => time.toJSDate().toISOString();
const text = (event, name) => event.getFirstPropertyValue(name) ?? "";

function read(body) {
  const calendar = new ICAL.Component(ICAL.parse(body));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(zone);
  }
  return calendar.getAllSubcomponents("vevent").map((event) => ({
    uid: text(event, "uid"),
    sequence: event.getFirstPropertyValue("sequence"),
    modified: utc(event.getFirstPropertyValue("last-modified")),
    stamped: utc(event.getFirstPropertyValue("dtstamp")),
    starts: utc(event.getFirstPropertyValue("dtstart")),
    ends: utc(event.getFirstPropertyValue("dtend")),
    title: text(event, "summary"),
    description: text(event, "description"),
    location: text(event, "location"),
    geo: event.getFirstPropertyValue("geo"),
    url: text(event, "url"),
    categories: event.getFirstProperty("categories")?.getValues() ?? [],
    status: text(event, "status"),
    transp: text(event, "transp"),
    class: text(event, "class"),
    color: text(event, "color"),
  }));
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(read(JSON.parse(line)))}\n`);
}
