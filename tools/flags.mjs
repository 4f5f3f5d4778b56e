// What Node is given for the program and for the sandbox: `gc` is for what lies outside the heap, which V8 does not watch
// (server/foundations/passing-bytes.ts).
export const programFlags = ["--expose-gc"];
