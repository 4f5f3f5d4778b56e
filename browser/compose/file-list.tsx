import { fileKindOf } from "../mailbox/file-kind.ts";
import { Icon } from "../mailbox/icons.tsx";
import { formatSize } from "../mailbox/sizes.ts";
import { language } from "../mailbox/words.ts";
import type { JoinedFile, JoinedFiles } from "./files.ts";
import { words } from "./words.ts";

interface FileListProps {
  files: JoinedFiles;
  /** Octets of one file, and of all of them together; 0 where the server says nothing. */
  most: number;
  mostTogether: number;
  problem: string | null;
}

/** The files of the message, each with its state, and how they weigh together. */
export function FileList({ files, most, mostTogether, problem }: FileListProps) {
  const list = files.list.value;
  if (list.length === 0) return null;
  const size = list.reduce((sum, file) => sum + file.size, 0);
  const total = formatSize(size, language);
  return (
    <div class="compose-foot">
      <p class="small muted line">
        <b>{words.files(list.length)}</b>
        <span>{mostTogether > 0 ? words.filesOf(total, formatSize(mostTogether, language)) : total}</span>
      </p>
      <ul class="compose-files" aria-label={words.fileList}>
        {list.map((file) => (
          <li key={file.key}>
            <FileLine file={file} files={files} most={most} />
          </li>
        ))}
      </ul>
      {problem && (
        <p class="error" role="alert">
          <Icon name="late" small />
          <span>{problem}</span>
        </p>
      )}
    </div>
  );
}

function FileLine({ file, files, most }: { file: JoinedFile; files: JoinedFiles; most: number }) {
  const name = file.name || words.unnamedFile;
  return (
    <div class={file.fault ? "file-line file-bad" : "file-line"}>
      <Icon name={file.fault ? "late" : fileKindOf(file.type, file.name) === "image" ? "image" : "file"} />
      <span class="file-text">
        <b class="clip">{name}</b>
        <FileFacts file={file} name={name} most={most} />
      </span>
      <span class="file-acts">
        {file.fault !== null && file.fault !== "too-large" && (
          <button
            class="btn btn-s"
            type="button"
            aria-label={words.again(name)}
            onClick={() => files.again(file.key)}
          >
            {words.retry}
          </button>
        )}
        <button
          class="btn btn-icon btn-s"
          type="button"
          aria-label={words.remove(name)}
          title={words.remove(name)}
          onClick={() => files.remove(file.key)}
        >
          <Icon name="close" />
        </button>
      </span>
    </div>
  );
}

function FileFacts({ file, name, most }: { file: JoinedFile; name: string; most: number }) {
  const size = formatSize(file.size, language);
  if (file.fault)
    return <small role="alert">{words.fileFaults[file.fault](formatSize(most, language))}</small>;
  if (file.attached) return <small>{size}</small>;
  const percent = file.size > 0 ? Math.min(100, Math.round((file.sent / file.size) * 100)) : 0;
  return (
    <>
      <small>{words.uploaded(formatSize(Math.min(file.sent, file.size), language), size)}</small>
      <span
        class="meter"
        role="progressbar"
        aria-label={words.uploading(name)}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <i style={{ width: `${percent}%` }} />
      </span>
    </>
  );
}
