/** The tick of a promise kept, on the band's green. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="5" fill="#0e4a41"/><path d="m8 16.5 5.5 6L24 10" fill="none" stroke="#fff" stroke-width="4"/></svg>`
