// A reporter for `node --test`: one line of JSON for each file, with how long it took and the first thing that failed in
// it; the last line says that the run came to its end.
import { relative } from "node:path";

/** What is kept of a failure: where, and the error's own first lines. */
function sentence({ name, details }) {
  const cause = details.error?.cause ?? details.error;
  const text = typeof cause === "object" && cause?.stack ? cause.stack : String(cause?.message ?? cause);
  return `${name}\n${text.split("\n").slice(0, 12).join("\n")}`;
}

/** A parent only says that one of its own failed: the error is there. */
function isEcho({ details }) {
  return details.error?.failureType === "subtestsFailed";
}

// oxlint-disable-next-line import/no-default-export -- the runner reads it so
export default async function* report(events) {
  const files = new Map();
  const of = (path) => {
    const name = relative(process.cwd(), path).replaceAll("\\", "/");
    if (!files.has(name)) files.set(name, { file: name, ms: 0, failed: false, first: null });
    return files.get(name);
  };
  for await (const { type, data } of events) {
    if (type === "test:fail") {
      // A file that ends without a word is itself what failed: it is named, and has no file.
      const one = of(data.file ?? data.name);
      // What is marked as still to do may fail.
      if (data.todo !== undefined && data.todo !== false) continue;
      one.failed = true;
      if (!isEcho(data)) one.first ??= sentence(data);
    }
    if (type === "test:summary" && data.file !== undefined) {
      const one = of(data.file);
      one.ms = data.duration_ms;
      one.failed ||= !data.success;
    }
    if (type === "test:summary" && data.file === undefined) {
      for (const one of files.values()) yield `${JSON.stringify(one)}\n`;
      yield `${JSON.stringify({ end: true, success: data.success, counts: data.counts })}\n`;
    }
  }
}
