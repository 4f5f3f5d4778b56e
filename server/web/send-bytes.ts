/** Bytes as they are read, pulled by the socket, so that memory does not grow with what is sent. */
export function sendBytes(
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
