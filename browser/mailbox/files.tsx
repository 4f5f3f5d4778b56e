import { addresses } from "../addresses.ts";
import type { BodyPart } from "../data/shapes.ts";
import { fileKindOf } from "./file-kind.ts";
import { Icon } from "./icons.tsx";
import { formatSize } from "./sizes.ts";
import { language, words } from "./words.ts";

/** The attachments of a message, each to download. */
export function Files({ accountId, files }: { accountId: string; files: readonly BodyPart[] }) {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  return (
    <div class="files">
      <p class="files-head">
        <Icon name="clip" small />
        {words.files(files.length, formatSize(size, language))}
      </p>
      <ul class="files-list" aria-label={words.fileList}>
        {files.map((file, index) => (
          <li key={file.blobId ?? index}>
            <FileLink accountId={accountId} file={file} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function FileLink({ accountId, file }: { accountId: string; file: BodyPart }) {
  const name = file.name?.trim() || words.unnamedFile;
  const kind = fileKindOf(file.type, name);
  if (file.blobId === null) return null;
  return (
    <a
      class="file-line"
      href={addresses.download(accountId, file.blobId, name, file.type)}
      download={name}
      title={words.download(name)}
    >
      <Icon name={kind === "image" ? "image" : kind === "archive" ? "archive" : "file"} />
      <span class="file-text">
        <b class="clip">{name}</b>
        <small>{words.fileFacts(words.fileKinds[kind], formatSize(file.size, language))}</small>
      </span>
      <Icon name="download" />
    </a>
  );
}
