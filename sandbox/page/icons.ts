/** Icons of the sandbox's page, drawn on a grid of 24. */
const drawings = {
  right: '<path d="M9.5 6.5L15 12l-5.5 5.5"/>',
  copy: '<rect x="8.5" y="8.5" width="11" height="11" rx="1.5"/><path d="M15.5 8.5V6A1.5 1.5 0 0 0 14 4.500H6A1.5 1.5 0 0 0 4.5 6v8A1.5 1.5 0 0 0 6 15.500h2.5"/>',
  send: '<path d="M20.5 3.5L10.5 13.5M20.5 3.5l-6.2 17-3.8-7-7-3.800z"/>',
  done: '<circle cx="12" cy="12" r="8"/><path d="M8.3 12.3l2.6 2.6 4.9-5.3"/>',
  late: '<path d="M12 4.500l8.5 15h-17z"/><path d="M12 10v4.500M12 17v.1"/>',
};

/** One icon, hidden from screen readers: a word stands beside it. */
export function icon(name: keyof typeof drawings, kind: string): string {
  return `<svg class="icon ${kind}" viewBox="0 0 24 24" aria-hidden="true">${drawings[name]}</svg>`;
}

/** The staff of Hermes. */
export const logo =
  '<svg viewBox="0 0 28 28" aria-hidden="true"><path d="M14 6.200V25.5"/><circle class="knob" cx="14" cy="3.7" r="1.5"/>' +
  '<path d="M14 9.200C11.2 9.4 6.3 9 3.2 5.800c3.8-.9 8.2-.5 10.8 3.400zM14 9.200c2.8.2 7.7-.2 10.8-3.4-3.8-.9-8.2-.5-10.8 3.400z"/>' +
  '<path d="M9.3 12.200c0 3.6 9.4 3.3 9.4 7 0 2.8-4.7 2.7-4.7 5.300M18.7 12.200c0 3.6-9.4 3.3-9.4 7 0 2.8 4.7 2.7 4.7 5.3"/></svg>';
