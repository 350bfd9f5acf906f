// The box a mail is written in: shows the marks of its text as they will look. The text field stays the source: what is typed
// here is written there as marked text, what is put in there is shown here. Without this it is a plain text field.
import { Controller } from "@hotwired/stimulus"
import Squire from "squire-rte"
import { emptied, lineOf, withBlank } from "tact/lines"
import { placeOf, rangeOf, read } from "tact/marked"
import { fragment } from "tact/marks"

// What our marks do not know, and Tab, which leads on as everywhere.
const UNUSED = ["Ctrl-i", "Ctrl-u", "Ctrl-Shift-7", "Ctrl-Shift-5", "Ctrl-Shift-6", "Ctrl-d", "Tab", "Shift-Tab", "PageUp", "PageDown"]
const TEXT = "text:\n"

export default class extends Controller {
  static targets = ["source", "box", "tools", "link", "linkSheet"]

  connect() {
    this.squire = new Squire(this.boxTarget, { addLinks: true, sanitizeToDOMFragment: (html) => this.clean(html), didError: (fault) => { throw fault } })
    for (const key of UNUSED) for (const name of [key, key.replace("Ctrl", "Meta")]) this.squire.setKeyHandler(name, null)
    for (const key of ["Ctrl-Shift-k", "Ctrl-Shift-K", "Meta-Shift-k", "Meta-Shift-K"]) this.squire.setKeyHandler(key, (_, event) => { event.preventDefault(); this.openLink() })
    this.show(this.sourceTarget.value)
    this.squire.addEventListener("input", () => this.took())
    this.squire.addEventListener("pathChange", () => this.pressed())
    this.boxTarget.hidden = this.toolsTarget.hidden = false
    this.sourceTarget.classList.add("editor-source")
    this.sourceTarget.tabIndex = -1
    this.sourceTarget.setAttribute("aria-hidden", "true")
    this.taken = () => { if (!this.own) this.follow() }
    this.sourceTarget.addEventListener("input", this.taken)
  }

  disconnect() {
    this.sourceTarget.removeEventListener("input", this.taken)
    this.sourceTarget.classList.remove("editor-source")
    this.boxTarget.hidden = true
    this.squire?.destroy()
    this.squire = null
  }

  // From a line above on into the words.
  enter(event) {
    if (event.isComposing) return
    event.preventDefault()
    this.focus()
  }

  // Only our own elements come in: what is pasted is read as marked text, and shown as such.
  clean(html) {
    if (html.startsWith(TEXT)) return fragment(html.slice(TEXT.length))
    // Styles and handlers would be let go in any case; without them the page's policy has nothing to report.
    const bare = html.replace(/\s(?:style|on\w+)=(?:"[^"]*"|'[^']*')/gi, "")
    const page = new DOMParser().parseFromString(bare, "text/html")
    return fragment(read(page.body, true).text)
  }

  show(text) {
    this.squire.setHTML(TEXT + text)
    this.reading = read(this.boxTarget)
    this.boxTarget.toggleAttribute("data-empty", !text)
  }

  // Something was typed here.
  took() {
    this.listBegun()
    const was = this.reading.text
    this.reading = read(this.boxTarget)
    const { text } = this.reading
    this.boxTarget.toggleAttribute("data-empty", !text.trim() && this.boxTarget.childElementCount < 2 && !this.boxTarget.querySelector("li"))
    // A draft that was only opened is nobody's change, however its marks were written.
    if (text === was) return
    this.sourceTarget.value = text
    this.keepPlace()
    this.own = true
    this.sourceTarget.dispatchEvent(new Event("input", { bubbles: true }))
    this.own = false
  }

  // '- ' and '1. ' at the beginning of a line begin a list.
  listBegun() {
    const { startContainer: node } = this.squire.getSelection()
    const line = node.nodeType === Node.TEXT_NODE ? node.parentNode : null
    const begun = line?.parentNode === this.boxTarget && line.textContent.match(/^(?:[-*•]|(1[.)]))[ \u00A0]$/)
    if (!begun) return
    node.data = ""
    if (begun[1]) this.squire.makeOrderedList()
    else this.squire.makeUnorderedList()
  }

  // Something was put into the text field: only what differs is put in here, so that the cursor stays.
  follow() {
    const [was, now] = [this.reading.text, this.sourceTarget.value]
    if (was === now) return
    let start = 0
    while (start < was.length && was[start] === now[start]) start++
    let same = 0
    while (same < Math.min(was.length, now.length) - start && was.at(-1 - same) === now.at(-1 - same)) same++
    const [end, words] = [was.length - same, now.slice(start, now.length - same)]
    if (start > 0 && was && !words.includes("\n") && !was.slice(start, end).includes("\n")) this.replace(start, end, words)
    if (this.reading.text !== now) this.show(now)
  }

  // Puts words in place of others; they are selected when asked for, else the cursor stands behind them.
  replace(start, end, words, select = false) {
    const range = rangeOf(this.reading, start, end)
    if (!range) this.show(words)
    else {
      if (start === end) range.collapse(true)
      this.squire.setSelection(range)
      this.squire.insertHTML(TEXT + words)
    }
    this.took()
    if (select) this.select(start, start + words.length)
    return this.reading.text
  }

  select(start, end) {
    const range = this.range(start, end)
    if (!range) return this.focus()
    this.focus()
    this.squire.setSelection(range)
    this.reveal(range)
  }

  // Brings words into sight within the box.
  reveal(range) {
    const place = range.getBoundingClientRect()
    const box = this.boxTarget.getBoundingClientRect()
    if (place.top < box.top || place.bottom > box.bottom) this.boxTarget.scrollTop += place.top - box.top - box.height / 3
  }

  // Takes words out, and the line with them when they fill it; the cursor stays with the words it stood at, and Ctrl+Z brings
  // them back. Says whether it was done: words over several lines stay.
  without(start, end) {
    const [range, place, was] = [this.range(start, end), this.place(), this.text.length]
    const line = range && lineOf(range.startContainer)
    if (!line?.contains(range.endContainer)) return false
    this.squire.saveUndoState(range)
    if (String(range).trim() === line.textContent.trim() && line.parentNode === this.boxTarget) emptied(line)
    else withBlank(range).deleteContents()
    this.took()
    const now = place <= start ? place : Math.max(start, place - was + this.text.length)
    this.select(now, now)
    return true
  }

  range(start, end) { return rangeOf(this.reading, start, end) }

  get text() { return this.reading.text }

  // Where the cursor stands in the text.
  place() {
    const { endContainer, endOffset } = this.squire.getSelection()
    return this.boxTarget.contains(endContainer) ? placeOf(this.reading, endContainer, endOffset) : this.text.length
  }

  // The field's own cursor, for whoever puts words where one writes.
  keepPlace() {
    const place = this.place()
    this.sourceTarget.setSelectionRange(place, place)
  }

  focus() { this.squire.focus() }

  bold() {
    if (this.squire.hasFormat("B")) this.squire.removeBold()
    else this.squire.bold()
    this.focus()
  }

  list({ params }) {
    const inList = new RegExp(`(?:^|>)${params.kind}`).test(this.squire.getPath())
    if (inList) this.squire.removeList()
    else if (params.kind === "OL") this.squire.makeOrderedList()
    else this.squire.makeUnorderedList()
  }

  openLink() {
    this.linkSheetTarget.open = true
    this.linkTarget.focus()
  }

  // The words selected become a link; an address typed without its beginning is one all the same.
  link(event) {
    event.preventDefault()
    const typed = this.linkTarget.value.trim()
    this.linkSheetTarget.open = false
    this.linkTarget.value = ""
    if (typed) this.squire.makeLink(/^[a-z]+:/i.test(typed) ? typed : typed.includes("@") ? `mailto:${typed}` : `https://${typed}`)
    else this.squire.removeLink()
    this.focus()
  }

  // Which buttons are pressed where the cursor stands.
  pressed() {
    const path = this.squire.getPath()
    const is = { b: this.squire.hasFormat("B"), ul: /(?:^|>)UL/.test(path), ol: /(?:^|>)OL/.test(path) }
    for (const button of this.toolsTarget.querySelectorAll("[data-format]")) button.setAttribute("aria-pressed", String(Boolean(is[button.dataset.format])))
  }
}
