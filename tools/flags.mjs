// What Node is given for the program and for the sandbox. Young objects are collected in steps of 4 MiB, not 16, so that
// memory does not grow by what waits to be collected; `gc` is for what lies outside the heap
// (server/foundations/passing-bytes.ts).
export const programFlags = ["--max-semi-space-size=4", "--expose-gc"];
