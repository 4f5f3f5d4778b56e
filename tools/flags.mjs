// What Node is given for the program and for the sandbox. Young objects are collected in steps of 2 MiB, not 16: what
// streams through (a message of 25 MB) leaves its buffers there, and memory grows by what waits to be collected.
export const programFlags = ["--max-semi-space-size=2"];
