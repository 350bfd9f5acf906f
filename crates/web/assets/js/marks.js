// The light marks of a mail's text as elements. The marks are those of the mail itself (mail/written/markup.rs); the way
// back is in marked.js. Knows no editor.

export const LONGEST = 480
const ADDRESS = /^(?:https?:\/\/|mailto:|www\.)[^\s<>"'`{}|\\^„”“»«…]+/i
export const FOLLOWED = /^(?:https?:\/\/[^\s]+|mailto:[^\s]+|tel:[^\s]+)$/i
const letter = /[\p{L}\p{N}]/u

// Text as elements: a block a line; items, numbers and quotes gathered.
export function fragment(text) {
  const made = document.createDocumentFragment()
  let open = null
  for (const line of text.split("\n")) {
    const [kind, words, number] = lineKind(line)
    if (kind === "DIV") {
      open = null
      made.append(block("DIV", words))
      continue
    }
    if (open?.nodeName !== kind) {
      open = document.createElement(kind)
      if (number > 1) open.setAttribute("start", number)
      made.append(open)
    }
    open.append(block(kind === "BLOCKQUOTE" ? "DIV" : "LI", words))
  }
  return made
}

function lineKind(line) {
  const item = line.match(/^\s*[-*•–] +(.*)$/) ?? line.match(/^\s*[-*•–] (.*)$/)
  if (item) return ["UL", item[1]]
  const number = line.match(/^\s*(\d{1,3})[.)] +(.*)$/)
  if (number) return ["OL", number[2], Number(number[1])]
  const quote = line.match(/^\s*> ?(.*)$/)
  return quote ? ["BLOCKQUOTE", quote[1]] : ["DIV", line]
}

// Blanks that a page would let go stay.
function block(name, words) {
  const made = document.createElement(name)
  made.append(...bits(words.replace(/^ +| +$| {2,}/g, (blanks) => "\u00A0".repeat(blanks.length))))
  if (!made.hasChildNodes()) made.append(document.createElement("br"))
  return made
}

// What a line is made of: words, bold words, links. What is no mark stays as it stands.
function bits(line) {
  const made = []
  let [from, at, before] = [0, 0, " "]
  const keep = (end) => { if (end > from) made.push(document.createTextNode(line.slice(from, end))) }
  while (at < line.length) {
    const rest = line.slice(at, at + 2 * LONGEST)
    const found = linkHere(rest) ?? (before === "*" || letter.test(before) ? null : boldHere(rest))
    if (found) {
      keep(at)
      made.push(found.node)
      at += found.length
      from = at
      before = "*"
      continue
    }
    const address = letter.test(before) ? null : rest.match(ADDRESS)
    const step = address ? address[0] : String.fromCodePoint(rest.codePointAt(0))
    at += step.length
    before = address ? "/" : step
  }
  keep(line.length)
  return made
}

function linkHere(rest) {
  const found = rest.match(/^\[([^[\]]{1,480})\]\(([^\s)]+)\)/)
  if (!found || !found[1].trim() || !FOLLOWED.test(found[2])) return null
  const node = document.createElement("a")
  node.href = found[2]
  node.textContent = found[1]
  return { node, length: found[0].length }
}

function boldHere(rest) {
  const found = rest.match(/^(\*\*?)([^\s*](?:[^*]{0,478}[^\s*])?)\1(.?)/u)
  if (!found || found[3] === "*" || letter.test(found[3])) return null
  const node = document.createElement("b")
  node.textContent = found[2]
  return { node, length: found[2].length + 2 * found[1].length }
}
