// Rows of next steps under a text: added, removed, offered from the text on a pause. 'steps:add' on the form adds one from elsewhere.
import { Controller } from "@hotwired/stimulus"

const PAUSE = 800

export default class extends Controller {
  static targets = ["fold", "rows", "row", "step", "add", "found", "count"]
  static values = { url: String, language: String, dismiss: String }

  connect() {
    this.form = this.element.closest("form")
    this.refused = new Set()
    this.addTarget.hidden = false
    this.heard = (event) => this.typed(event)
    this.given = (event) => this.put(event.detail)
    this.pressed = (event) => this.press(event)
    this.form.addEventListener("input", this.heard)
    this.form.addEventListener("steps:add", this.given)
    this.form.addEventListener("keydown", this.pressed)
    this.form.addEventListener("draft:theirs", this.other = (event) => this.replace(event.detail.steps ?? []))
    if (this.text?.value.trim()) this.look()
  }

  disconnect() {
    clearTimeout(this.waiting)
    this.form.removeEventListener("input", this.heard)
    this.form.removeEventListener("steps:add", this.given)
    this.form.removeEventListener("keydown", this.pressed)
    this.form.removeEventListener("draft:theirs", this.other)
  }

  get text() { return this.form.querySelector("textarea[name=text]") }

  typed(event) {
    if (event.target.name === "text") { clearTimeout(this.waiting); this.waiting = setTimeout(() => this.look(), PAUSE) }
    if (["to", "cc"].includes(event.target.name)) this.people()
    if (this.element.contains(event.target)) this.tell()
  }

  // What the text offers, but for what stands in a row already or was left.
  async look() {
    const body = new URLSearchParams({ text: this.text.value, language: this.languageValue })
    const answer = await fetch(this.urlValue, { method: "POST", body, headers: { accept: "application/json" } }).catch(() => null)
    if (!answer?.ok) return
    const { found } = await answer.json()
    const taken = new Set(this.stepTargets.map((row) => row.dataset.from ?? this.value(row, "what")))
    const offered = found.filter((one) => !taken.has(one.what) && !this.refused.has(one.what))
    this.foundTarget.replaceChildren(...offered.map((one) => this.offer(one)))
  }

  offer(one) {
    const box = document.createElement("span")
    box.className = "steps-offer"
    const take = this.button([one.words, one.when].filter(Boolean).join(", "), () => { this.put(one); box.remove() })
    take.dataset.test = one.ours ? "keep-track" : "make-step"
    take.setAttribute("aria-keyshortcuts", "Alt+K")
    take.title = "Alt+K"
    const leave = this.button("×", () => { this.refused.add(one.what); box.remove() })
    leave.className = "soft"
    leave.setAttribute("aria-label", `${this.dismissValue}: ${one.what}`)
    box.append(take, leave)
    return box
  }

  button(words, act) {
    const button = document.createElement("button")
    button.type = "button"
    button.textContent = words
    button.addEventListener("click", act)
    return button
  }

  // The first offer, with one key, from wherever one types.
  press(event) {
    if (event.key === "Enter" && event.target.name === "step_what") return this.further(event)
    if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== "KeyK") return
    const first = this.foundTarget.querySelector("button")
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
    return row
  }

  // A commitment stands in the text already: it is kept track of, not listed.
  track(row) {
    row.dataset.listed = "no"
    row.querySelector("[name=step_listed]").value = "no"
  }

  remove(event) {
    const row = event.target.closest(".steps-row")
    this.refused.add(row.dataset.from ?? "")
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

// 'Anna <anna@client.example>, piotr@client.example' as addresses with names.
function read(field) {
  const found = [...field.matchAll(/(?:"([^"]*)"|([^,;<>]*?))\s*<([^<>\s]+@[^<>\s]+)>|([^\s,;<>]+@[^\s,;<>]+)/g)]
  return found.map(([, quoted, plain, named, bare]) => [(named ?? bare).toLowerCase(), (quoted ?? plain)?.trim() || (named ?? bare)])
}

function short(words) {
  return words.replace(/\s+/g, " ").slice(0, 300)
}

// Also where a page comes without https, which has no randomUUID.
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 15) | 64
  bytes[8] = (bytes[8] & 63) | 128
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-")
}
