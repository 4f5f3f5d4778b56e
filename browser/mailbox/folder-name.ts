import type { Folder } from "../data/shapes.ts";
import type { IconName } from "./icons.tsx";
import { words } from "./words.ts";

/** The name of a folder: those that every mailbox has are named by us, in the person's language. */
export function folderName(folder: Folder): string {
  return folder.role ? words.folders[folder.role] : folder.name;
}

const icons: Record<NonNullable<Folder["role"]>, IconName> = {
  inbox: "inbox",
  drafts: "draft",
  sent: "sent",
  archive: "archive",
  junk: "junk",
  trash: "trash",
};

export function folderIcon(folder: Folder): IconName {
  return folder.role ? icons[folder.role] : "folder";
}

/** How deep a folder lies under the others. */
export function depthOf(folder: Folder, folders: readonly Folder[]): number {
  const parent = folders.find((one) => one.id === folder.parentId);
  return parent ? 1 + depthOf(parent, folders) : 0;
}
