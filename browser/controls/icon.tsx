/** The drawings of the door; the mailbox has its own sheet. Grid of 24, stroke of the text's colour. */
const drawings = {
  eye: "M2.5 12S6 5.8 12 5.8 21.5 12 21.5 12 18 18.2 12 18.2 2.5 12 2.5 12zM12 9.200a2.800 2.800 0 1 0 0 5.600 2.800 2.800 0 0 0 0-5.600z",
  laptop:
    "M6.500 5h11A1.500 1.500 0 0 1 19 6.500v7a1.500 1.500 0 0 1-1.500 1.500h-11A1.500 1.500 0 0 1 5 13.500v-7A1.500 1.500 0 0 1 6.500 5zM2.500 18.500h19",
  call: "M5 4.500h3.500l1.700 4.300-2.100 1.600a11 11 0 0 0 5.500 5.500l1.600-2.100 4.300 1.700V19a1.500 1.500 0 0 1-1.600 1.500C10.500 20 4 13.500 3.500 6.100A1.500 1.500 0 0 1 5 4.500z",
  mail: "M5 5.500h14A1.500 1.500 0 0 1 20.500 7v10a1.500 1.500 0 0 1-1.500 1.500H5A1.500 1.500 0 0 1 3.500 17V7A1.500 1.500 0 0 1 5 5.500zM4 7l8 6 8-6",
  late: "M12 4.500l8.500 15h-17zM12 10v4.500M12 17v.1",
  lock: "M6.500 10.500h11A1.500 1.500 0 0 1 19 12v6a1.500 1.500 0 0 1-1.500 1.500h-11A1.500 1.500 0 0 1 5 18v-6a1.500 1.500 0 0 1 1.500-1.500zM8 10.500V8a4 4 0 0 1 8 0v2.500",
  key: "M8 11.500a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM11 12.500L19.500 4M16 7.500l2.500 2.500",
  check: "M5 12.500l4.500 4.500L19 7.500",
  phone:
    "M8.500 3.500h7A1.500 1.500 0 0 1 17 5v14a1.500 1.500 0 0 1-1.500 1.500h-7A1.500 1.500 0 0 1 7 19V5a1.500 1.500 0 0 1 1.500-1.500zM10.500 17.500h3",
  refresh: "M19 12a7 7 0 1 1-2.300-5.200M19.500 4v4h-4",
  wait: "M12 4.500a7.500 7.500 0 1 0 0 15 7.500 7.500 0 0 0 0-15zM12 8v4.500l3 1.800",
};

export type IconName = keyof typeof drawings;

/** A drawing beside words that say the same: hidden from screen readers. */
export function Icon({ name, small = false }: { name: IconName; small?: boolean }) {
  return (
    <svg class={small ? "icon icon-s" : "icon"} viewBox="0 0 24 24" aria-hidden="true">
      <path d={drawings[name]} />
    </svg>
  );
}

/** The staff of the caduceus. */
export function Logo() {
  return (
    <svg viewBox="0 0 28 28" aria-hidden="true">
      <path d="M14 6.200V25.500" />
      <path d="M14 3.600v.2" stroke-width="3" />
      <path d="M14 9.200C11.200 9.400 6.300 9 3.200 5.800c3.800-.9 8.200-.5 10.800 3.400zM14 9.200c2.800.2 7.700-.2 10.800-3.400-3.800-.9-8.200-.5-10.800 3.400z" />
      <path d="M9.300 12.200c0 3.600 9.400 3.300 9.400 7 0 2.800-4.700 2.700-4.700 5.300M18.700 12.200c0 3.600-9.400 3.300-9.400 7 0 2.800 4.700 2.700 4.700 5.300" />
    </svg>
  );
}
