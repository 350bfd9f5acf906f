// Elements as marked text, with the place of every letter: from the box a mail is written in, and from pages pasted from.
// Text as elements is in marks.js. Knows no editor.
import { FOLLOWED, LONGEST } from "tact/marks"

const BLOCKS = "ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CENTER DD DIV DL DT FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER LI MAIN OL P PRE SECTION TABLE TBODY TD TFOOT TH THEAD TR UL"
const BLOCK = new Set(BLOCKS.split(" "))
const SILENT = new Set("SCRIPT STYLE HEAD TITLE TEMPLATE META LINK SVG OBJECT".split(" "))

// Elements as marked text. `pieces` say which letters come from which text node. With `loose`, as in a page pasted from,
// blanks and line ends between words count once.
export function read(root, loose = false) {
  const reading = { text: "", pieces: [], lines: 0, loose }
  readBlock(root, "", reading)
  return reading
}

function readBlock(element, prefix, reading) {
  let line = null
  let number = Number(element.getAttribute?.("start") || 1)
  const end = () => { if (line) putLine(line, reading); line = null }
  const start = () => { line ??= { prefix: firstOf(prefix), leaves: [] } }
  const inline = (node, bold, href) => {
    if (node.nodeType === Node.TEXT_NODE) {
      if (!line && reading.loose && !node.data.trim()) return
      start()
      line.leaves.push({ node, bold, href })
    } else if (node.nodeName === "BR") {
      start()
      end()
    } else if (BLOCK.has(node.nodeName)) {
      end()
      readBlock(node, inner(element, node, prefix, () => number++), reading)
    } else if (node.nodeType === Node.ELEMENT_NODE && !SILENT.has(node.nodeName.toUpperCase())) {
      const isBold = bold || /^(?:B|STRONG)$/.test(node.nodeName)
      const link = node.nodeName === "A" && FOLLOWED.test(node.getAttribute("href") ?? "") ? node : href
      for (const child of node.childNodes) inline(child, isBold, link)
    }
  }
  const before = reading.lines
  for (const child of element.childNodes) inline(child, false, null)
  end()
  const empty = reading.lines === before && !reading.loose && !/^(?:UL|OL|BLOCKQUOTE)$/.test(element.nodeName)
  if (empty && element.nodeName !== "BODY") putLine({ prefix: firstOf(prefix), leaves: [] }, reading)
}

// A mark stands before the first line of its item only.
const firstOf = (prefix) => (typeof prefix === "function" ? prefix() : prefix)

function inner(list, node, prefix, next) {
  if (node.nodeName === "BLOCKQUOTE") return "> "
  if (node.nodeName !== "LI") return prefix
  const mark = list.nodeName === "OL" ? `${next()}. ` : "- "
  let first = true
  return () => {
    const given = first ? mark : "  "
    first = false
    return given
  }
}

function putLine({ prefix, leaves }, reading) {
  if (reading.lines++) reading.text += "\n"
  reading.text += prefix
  const runs = []
  for (const leaf of leaves) {
    const last = runs.at(-1)
    if (last && last.bold === leaf.bold && last.href === leaf.href) last.segments.push(...segments(leaf.node))
    else runs.push({ ...leaf, segments: segments(leaf.node) })
  }
  const lineStart = reading.text.length
  runs.forEach((run, at) => {
    const words = wordsOf(run.segments, reading.loose)
    const after = runs[at + 1] ? wordsOf(runs[at + 1].segments, reading.loose)[0] ?? " " : " "
    putRun(run, words, after, lineStart, reading)
  })
  if (reading.loose) reading.text = reading.text.replace(/ +$/, "")
}

// The letters of a text node without the invisible ones that editors leave.
function segments(node) {
  return [...node.data.matchAll(/[^\u200B\uFEFF]+/g)].map((found) => ({ node, from: found.index, to: found.index + found[0].length }))
}

function wordsOf(list, loose) {
  const words = list.map(({ node, from, to }) => node.data.slice(from, to)).join("")
  return (loose ? words.replace(/[ \t\r\n]+/g, " ") : words.replace(/[\r\n]/g, " ")).replace(/\u00A0/g, " ")
}

function putRun(run, words, after, lineStart, reading) {
  if (run.href) return putLink(run, words, reading)
  const core = words.trim()
  const lead = words.indexOf(core)
  const before = lead ? " " : reading.text.slice(lineStart).at(-1) ?? " "
  const next = lead + core.length < words.length ? " " : after
  const bold = run.bold && core && core.length <= LONGEST && !core.includes("*") && !/[*\p{L}\p{N}]/u.test(before + next)
  if (!bold) return put(run.segments, words, 0, words.length, reading)
  put(run.segments, words, 0, lead, reading)
  reading.text += "**"
  put(run.segments, words, lead, lead + core.length, reading)
  reading.text += "**"
  put(run.segments, words, lead + core.length, words.length, reading)
}

function putLink({ href, segments: list }, words, reading) {
  const target = href.getAttribute("href")
  const bare = (address) => address.replace(/^(?:https?:\/\/|mailto:|tel:)/i, "").replace(/\/$/, "")
  const marked = words.trim() && bare(target) !== bare(words.trim()) && words.length <= LONGEST && !/[[\]]/.test(words)
  if (marked) reading.text += "["
  put(list, words, 0, words.length, reading)
  if (marked) reading.text += `](${target.replace(/\)/g, "%29")})`
}

// A part of a run's words; where letters stand for letters, their place is kept.
function put(list, words, from, to, reading) {
  if (reading.loose) {
    const part = words.slice(from, to)
    reading.text += /(?:^|\s)$/.test(reading.text) ? part.replace(/^ +/, "") : part
    return
  }
  let at = 0
  for (const segment of list) {
    const length = segment.to - segment.from
    const [first, last] = [Math.max(from, at), Math.min(to, at + length)]
    if (first < last) {
      const start = reading.text.length
      reading.pieces.push({ at: start, end: start + last - first, node: segment.node, from: segment.from + first - at })
      reading.text += words.slice(first, last)
    }
    at += length
  }
}

// The letters from `start` to `end` where they stand; nothing when there are none.
export function rangeOf({ pieces }, start, end) {
  const within = pieces.filter((piece) => piece.end >= start && piece.at <= end)
  const first = within.find((piece) => piece.end > start) ?? within.at(-1)
  const last = within.findLast((piece) => piece.at < end) ?? within[0]
  if (!first || !last) return null
  const range = document.createRange()
  range.setStart(first.node, first.from + Math.min(Math.max(start, first.at), first.end) - first.at)
  range.setEnd(last.node, last.from + Math.min(Math.max(end, last.at), last.end) - last.at)
  return range
}

// The place in the text of a place among the elements: behind every letter that stands before it.
export function placeOf({ pieces, text }, node, offset) {
  const there = document.createRange()
  there.setStart(node, offset)
  let place = pieces.length ? 0 : text.length
  for (const piece of pieces) {
    if (piece.node === node) {
      if (offset >= piece.from) place = piece.at + Math.min(offset - piece.from, piece.end - piece.at)
    } else if (there.comparePoint(piece.node, 0) < 0) place = piece.end
  }
  return place
}
