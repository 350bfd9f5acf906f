// Rows of next steps under a text: added, removed, offered from the text on a pause. 'steps:add' on the form adds one from elsewhere.
import { Controller } from "@hotwired/stimulus"
import { bare, button, placeOf, read, short, uuid } from "tact/step_words"

const PAUSE = 800

export default class extends Controller {
  static targets = ["fold", "rows", "row", "step", "add", "count"]
  static values = { url: String, language: String, dismiss: String }

  connect() {
    this.form = this.element.closest("form")
    this.refused = new Set()
    this.found = []
    this.addTarget.hidden = false
    const theirs = (event) => this.replace(event.detail.steps ?? [])
    this.heard = { input: (event) => this.typed(event), "steps:add": (event) => this.take(event.detail), keydown: (event) => this.press(event), "draft:theirs": theirs }
    for (const [name, hear] of Object.entries(this.heard)) this.form.addEventListener(name, hear)
    if (this.text?.value.trim()) this.look()
  }

  disconnect() {
    clearTimeout(this.waiting)
    this.mark()
    for (const [name, hear] of Object.entries(this.heard)) this.form.removeEventListener(name, hear)
  }

  get text() { return this.form.querySelector("textarea[name=text]") }

  // They stand beside the text, with what the gate says of it.
  get offers() { return this.form.querySelector(".steps-found") }

  get editor() { return this.application.getControllerForElementAndIdentifier(this.form, "editor") }

  typed(event) {
    if (event.target.name === "text") {
      this.undone()
      clearTimeout(this.waiting)
      this.waiting = setTimeout(() => this.look(), PAUSE)
    }
    if (["to", "cc"].includes(event.target.name)) this.people()
    if (this.element.contains(event.target)) this.tell()
  }

  // What the text offers.
  async look() {
    const text = this.text.value
    const body = new URLSearchParams({ text, language: this.languageValue })
    const answer = await fetch(this.urlValue, { method: "POST", body, headers: { accept: "application/json" } }).catch(() => null)
    if (!answer?.ok || text !== this.text.value) return
    this.found = (await answer.json()).found.map((one) => ({ ...one, said: one.place && text.slice(...one.place), whole: one.sentence && text.slice(...one.sentence) }))
    this.draw()
  }

  // All of it but for what stands in a row already or was left.
  draw() {
    const taken = [...this.refused, ...this.stepTargets.flatMap((row) => [row.dataset.from ?? "", this.value(row, "what")])].map(bare)
    const offered = this.found.filter((one) => !taken.some((words) => words.includes(bare(one.what))))
    const held = this.offers.contains(document.activeElement)
    this.mark()
    this.offers.replaceChildren(...offered.map((one) => this.offer(one)))
    if (held) (this.offers.querySelector("button") ?? this.editor)?.focus()
  }

  offer(one) {
    const box = document.createElement("span")
    box.className = "steps-offer"
    const words = [one.words, one.when].filter(Boolean).join(", ")
    const take = button("", () => this.take(one))
    take.append(Object.assign(document.createElement("span"), { textContent: words }))
    take.dataset.test = one.ours ? "keep-track" : "make-step"
    take.setAttribute("aria-keyshortcuts", "Alt+K")
    take.title = `${words} (Alt+K)`
    const leave = button("×", () => { this.refused.add(one.what); this.draw() })
    leave.className = "soft"
    leave.setAttribute("aria-label", `${this.dismissValue}: ${one.what}`)
    box.append(take, leave)
    for (const name of ["focusin", "pointerenter"]) box.addEventListener(name, () => this.mark(one, name === "focusin"))
    for (const name of ["focusout", "pointerleave"]) box.addEventListener(name, () => this.mark())
    return box
  }

  // The words an offer is about, marked in the text; without an offer, none.
  mark(one, intoSight = false) {
    const start = one?.said ? placeOf(this.text.value, one.said, one.place) : -1
    const range = start < 0 ? null : this.editor?.range(start, start + one.said.length)
    if (range && intoSight) this.editor.reveal(range)
    if (range && window.Highlight) CSS.highlights.set("offer", new Highlight(range))
    else CSS.highlights?.delete("offer")
  }

  // It becomes a row. A sentence that says nothing else would be read twice: the row takes its place.
  take(one) {
    const row = this.put(one)
    const whole = one.whole ?? (one.sentence && this.text.value.slice(...one.sentence))
    const start = whole ? placeOf(this.text.value, whole, one.sentence) : -1
    if (start >= 0 && this.editor?.without(start, start + whole.length) && !this.text.value.includes(whole)) row.moved = whole
  }

  // Ctrl+Z brings the sentence back, and its row goes.
  undone() {
    const back = this.stepTargets.filter((row) => row.moved && this.text.value.includes(row.moved))
    if (!back.length) return
    back.forEach((row) => row.remove())
    this.tell()
    this.draw()
  }

  // The first offer, with one key, from wherever one types.
  press(event) {
    if (event.key === "Enter" && event.target.name === "step_what") return this.further(event)
    if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== "KeyK") return
    const first = this.offers.querySelector("button")
    if (!first) return
    event.preventDefault()
    first.click()
  }

  // Enter in a row leads on to the next, which is added where there is none; an empty row wants its words first.
  further(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    if (!event.target.value.trim()) return
    const rows = this.stepTargets
    const next = rows[rows.indexOf(event.target.closest(".steps-row")) + 1]
    if (next) next.querySelector("[name=step_what]").focus()
    else this.add()
  }

  add() {
    const row = this.put({ what: "" })
    row.querySelector("[name=step_what]").focus()
  }

  put({ what, due, who, ours, listed }) {
    const row = this.rowTarget.content.firstElementChild.cloneNode(true)
    this.rowsTarget.append(row)
    row.querySelector("[name=step_id]").value = uuid()
    row.querySelector("[name=step_what]").value = short(what ?? "")
    row.querySelector("[name=step_due]").value = due ?? ""
    const choice = row.querySelector("[name=step_who]")
    this.fill(choice)
    choice.value = ours ? "" : who ?? choice.options[0].value
    if (ours && listed !== true) this.track(row)
    row.dataset.from = what ?? ""
    this.foldTarget.open = true
    this.tell()
    this.draw()
    return row
  }

  // A commitment stands in the text already: it is kept track of, not listed.
  track(row) {
    row.dataset.listed = "no"
    row.querySelector("[name=step_listed]").value = "no"
  }

  remove(event) {
    const row = event.target.closest(".steps-row")
    if (row.dataset.from) this.refused.add(row.dataset.from)
    const next = row.nextElementSibling ?? row.previousElementSibling
    row.remove()
    ;(next?.querySelector("[name=step_what]") ?? this.addTarget).focus()
    this.tell()
  }

  replace(steps) {
    this.stepTargets.forEach((row) => row.remove())
    for (const step of steps) {
      const row = this.put({ what: step.what, due: step.due, who: step.who, ours: !step.who, listed: step.listed })
      row.querySelector("[name=step_id]").value = step.id
    }
  }

  // Whoever the mail goes to can be chosen.
  people() {
    for (const row of this.stepTargets) { const choice = row.querySelector("select"); if (choice) this.fill(choice) }
  }

  fill(choice) {
    const now = choice.value
    const us = [...choice.options].find((option) => option.value === "")
    const parties = ["to", "cc"].flatMap((name) => read(this.form.querySelector(`[name=${name}]`)?.value ?? ""))
    if (parties.length) choice.replaceChildren(...parties.map(([address, name]) => new Option(name, address)), us)
    if ([...choice.options].some((option) => option.value === now)) choice.value = now
  }

  value(row, name) { return row.querySelector(`[name=step_${name}]`)?.value ?? "" }

  // The draft is saved as with any other field.
  tell() {
    const listed = this.stepTargets.filter((row) => row.dataset.listed !== "no" && this.value(row, "what").trim()).length
    this.countTarget.textContent = listed || ""
    this.form.dispatchEvent(new Event("input"))
  }
}
