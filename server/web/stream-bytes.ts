/** Pulled by the socket, a frame at a time, so that memory does not grow with the file. */
export function streamBytes(
  bytes: AsyncGenerator<Uint8Array>,
  onDefect: (error: unknown) => void,
): ReadableStream<Uint8Array> {
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          for (;;) {
            const { done, value } = await bytes.next();
            if (done) return controller.close();
            if (value.length > 0) return controller.enqueue(value);
          }
        } catch (error) {
          onDefect(error);
          controller.error(error);
        }
      },
      async cancel() {
        await bytes.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
