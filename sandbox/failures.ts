/** A failure of the machine, as Node tells it. */
export interface SystemFailure extends NodeJS.ErrnoException {
  port?: number;
}

/** One sentence with what to do for the failures a visitor can mend; the whole trace for the others. */
export function explainFailure(error: SystemFailure): string {
  switch (error.code) {
    case "EADDRINUSE":
      return `Le port ${error.port} est déjà pris : fermez ce qui l’occupe, ou choisissez-en un autre avec CADUCEE_SANDBOX_PORT (le relais prend le suivant).`;
    case "EACCES":
    case "EPERM":
    case "EROFS":
    case "ENOTDIR":
    case "EEXIST":
      return `Le bac à sable ne peut pas écrire dans ${error.path} : donnez-lui ce droit, ou changez CADUCEE_SANDBOX_DATA.`;
    case "ENOSPC":
      return "Le disque est plein : libérez de la place, puis relancez.";
    default:
      return error.stack ?? error.message;
  }
}
