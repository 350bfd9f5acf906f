// Reads along: asks the desk what the gate says of the words while they are typed, marks them in the text and lists them
// beside it. Alt with the arrows walks through them, Alt with Enter mends one. What is wrong, the desk decides.
import { Controller } from "@hotwired/stimulus"
import mends from "tact/mends"
import placeIn from "tact/place"
import walks from "tact/walks"

const PAUSE = 100
const STILL = 1000
const isHeat = (note) => note.code.startsWith("heat-")
const QUIET = 1500
const READ = ["text", "to", "cc", "kind", "subject", "passes_on", "step_id", "step_who", "step_what", "step_due", "step_listed"]

export default class GateController extends Controller {
  static targets = ["side", "status"]
  static values = { url: String }

  connect() {
    this.notes = []
    this.at = -1
    this.mended = 0
    this.used = () => this.element.toggleAttribute("data-reading", true)
    this.element.addEventListener("focusin", this.used, { once: true })
    if (this.element.querySelector("textarea[name=text]").value.trim()) this.used()
    this.first = setTimeout(() => { if (this.editor?.text.trim()) this.look() }, 0)
  }

  disconnect() {
    this.element.removeEventListener("focusin", this.used)
    clearTimeout(this.first)
    clearTimeout(this.soon)
    clearTimeout(this.later)
    clearTimeout(this.saying)
    this.asking?.abort()
    for (const name of ["hold", "advice"]) CSS.highlights?.delete(`finding-${name}`)
  }

  get editor() {
    return this.application.getControllerForElementAndIdentifier(this.element, "editor")
  }

  typed() {
    clearTimeout(this.soon)
    clearTimeout(this.later)
    // Written anew, it is walked from its beginning.
    if (this.editor.text.length < this.mended) this.mended = 0
    this.soon = setTimeout(() => this.look(), PAUSE)
  }

  // At once while one types; a second time, slower and with more sense for tone, when one pauses.
  async look(paused = false) {
    this.asking?.abort()
    clearTimeout(this.later)
    const asking = (this.asking = new AbortController())
    const body = new URLSearchParams()
    for (const [name, value] of new FormData(this.element)) if (READ.includes(name)) body.append(name, value)
    const told = await this.ask(paused, body, asking.signal)
    if (asking.signal.aborted || (body.get("text") !== this.editor.text && this.editor.text)) return
    if (!told) return this.show({ notes: [], html: this.sideTarget.innerHTML, status: "" })
    const stands = !paused && this.stands(told)
    if (!stands) this.show(told)
    if (paused) this.second = told.notes.find(isHeat)
    else if (body.get("text").trim()) this.later = setTimeout(() => this.look(true), stands ? STILL / 3 : STILL)
  }

  // What the desk says; nothing where no answer came. Where nothing can be said, the old word would be wrong.
  async ask(paused, body, signal) {
    try {
      const answer = await fetch(paused ? `${this.urlValue}?paused=true` : this.urlValue, { method: "POST", body, signal, headers: { accept: "application/json" } })
      return answer.ok ? await answer.json() : { notes: [], html: "", status: "" }
    } catch {
      return null
    }
  }

  // Whether heat that only the second look sees still stands there: it is not to come and go with every letter.
  stands({ notes }) {
    return Boolean(this.second) && !notes.some(isHeat) && this.editor.text.includes(this.second.quote)
  }

  show({ notes, html, status, questions = [] }) {
    this.questions = questions
    const range = (start, end) => (end > start ? this.editor.range(start, end) : null)
    this.notes = notes.map((note) => ({ ...note, ranges: [[note.start, note.end], ...note.also].map((place) => range(...place)).filter(Boolean) }))
    this.at = Math.min(this.at, notes.length - 1)
    if (!notes.length) this.mended = 0
    if (html !== this.drawn) this.draw(html)
    this.element.dataset.checked = ""
    for (const severity of ["hold", "advice"]) {
      const ranges = this.notes.filter((note) => note.severity === severity).flatMap((note) => note.ranges)
      if (window.Highlight) CSS.highlights.set(`finding-${severity}`, new Highlight(...ranges))
    }
    this.say(status, QUIET)
  }

  // The list anew; whoever stands in it stays where they were. What is held comes into sight.
  draw(html) {
    this.drawn = html
    const wasHeld = this.isHeld
    const back = placeIn(this.sideTarget)
    this.sideTarget.innerHTML = html
    back()
    if (this.isHeld && !wasHeld) this.sideTarget.scrollTop = 0
    this.current()
  }

  get isHeld() {
    return Boolean(this.sideTarget.querySelector("[data-severity=hold]"))
  }

  // One word after a pause, and never the same one twice.
  say(words, pause = 0) {
    clearTimeout(this.saying)
    this.saying = setTimeout(() => { if (this.statusTarget.textContent !== words) this.statusTarget.textContent = words }, pause)
  }

  fix(event) {
    this.mend(Number(event.currentTarget.value))
  }

  // What one key can do is done; anything else needs one's own words, so the words meant are selected.
  mend(at) {
    const act = this.notes[at]?.act
    if (!act) return this.reveal(at)
    this[`do_${act.do}`](act, at)
    if (act.do !== "choose") this.done()
  }

  rest() {
    this["do_put-off"]()
  }

  // Only that it was said goes to the desk, never the words it was said about.
  async weigh(event) {
    const [code, word] = event.currentTarget.value.split(" ")
    const answer = await fetch("/gate/words", { method: "POST", body: new URLSearchParams({ code, word }), headers: { accept: "application/json" } })
    if (!answer.ok) return
    this.say((await answer.json()).said)
    this.drawn = null
    this.look()
  }

  do_choose(act, at) {
    const choices = this.sideTarget.querySelectorAll(".checks-notes > li")[at]?.querySelector(".checks-choices")
    if (!choices) return
    choices.open = true
    choices.querySelector(".checks-choice").focus()
  }

  // The sentence chosen takes the place of the words; what is left open in it is selected, to be written.
  choose(event) {
    const [at, which] = event.currentTarget.value.split(" ").map(Number)
    const { start, end, choices } = this.notes[at].act
    // Something was typed before it since: the place is another now.
    if (end > start && !this.editor.text.slice(start, end).includes(this.notes[at].quote)) return this.look(true)
    const blank = start === end && start > 0 && !/\s/.test(this.editor.text[start - 1]) ? " " : ""
    this.put(start, end, blank + choices[which])
    this.done()
  }

  // The question is put into the text as a quote, with room below for its answer.
  answer(event) {
    const question = this.questions?.[Number(event.currentTarget.value)] ?? event.currentTarget.textContent
    const text = this.editor.text.trimEnd()
    this.put(text.length, this.editor.text.length, `${text ? "\n\n" : ""}> ${question.replace(/\s+/g, " ")}\n…`)
  }

  put(start, end, words) {
    this.editor.focus()
    this.editor.replace(start, end, words)
    const open = start + words.indexOf("…")
    if (words.includes("…")) this.editor.select(open, open + 1)
  }

  // Where there is no block for them, they stand as a list at the end.
  do_steps({ steps }) {
    if (this.element.querySelector("[data-controller~=steps]")) {
      for (const detail of steps) this.element.dispatchEvent(new CustomEvent("steps:add", { detail }))
      return
    }
    const end = this.editor.text.length
    this.put(end, end, `\n\n${steps.map(({ what }) => `- ${what}`).join("\n")}`)
  }
}

Object.defineProperties(GateController.prototype, Object.getOwnPropertyDescriptors(walks))
Object.assign(GateController.prototype, mends)
