// What rows of steps need to know of words: addresses with names, the same words again, where they stand. Knows no page.
// 'Anna <anna@client.example>, piotr@client.example' as addresses with names.
export function read(field) {
  const found = [...field.matchAll(/(?:"([^"]*)"|([^,;<>]*?))\s*<([^<>\s]+@[^<>\s]+)>|([^\s,;<>]+@[^\s,;<>]+)/g)]
  return found.map(([, quoted, plain, named, bare]) => [(named ?? bare).toLowerCase(), (quoted ?? plain)?.trim() || (named ?? bare)])
}

// Letters and figures alone, so that the same words are found whatever stands between them.
export function bare(words) {
  return ` ${(words.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(" ")} `
}

// Where words stand: where they stood, or, after something was typed before them, elsewhere.
export function placeOf(text, words, [start]) {
  return text.startsWith(words, start) ? start : text.indexOf(words)
}

export function short(words) {
  return words.replace(/\s+/g, " ").slice(0, 300)
}

// Also where a page comes without https, which has no randomUUID.
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 15) | 64
  bytes[8] = (bytes[8] & 63) | 128
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-")
}

export function button(words, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: words })
  made.addEventListener("click", act)
  return made
}
