import type { Attached } from "./drafts.ts";

/** Why a file was not taken. */
export type UploadFault = "too-large" | "network" | "refused" | "stopped";

export interface Upload {
  readonly done: Promise<Attached | UploadFault>;
  stop(): void;
}

/** Sends a file; `onProgress` is told the octets that have left (fetch cannot tell them). */
export function upload(address: string, file: File, onProgress: (octets: number) => void): Upload {
  const request = new XMLHttpRequest();
  const done = new Promise<Attached | UploadFault>((resolve) => {
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onabort = () => resolve("stopped");
    request.onerror = () => resolve("network");
    request.onload = () => resolve(readAnswer(request, file));
  });
  request.open("POST", address);
  request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
  request.send(file);
  return { done, stop: () => request.abort() };
}

function readAnswer(request: XMLHttpRequest, file: File): Attached | UploadFault {
  if (request.status === 413) return "too-large";
  if (request.status < 200 || request.status > 299) return "refused";
  // RFC 8620 §6.1 promises the shape.
  const { blobId, type, size } = JSON.parse(request.responseText) as Attached;
  return { blobId, type: type || file.type || "application/octet-stream", size, name: file.name };
}
