// Recipients as chips over a plain text field: typed or picked, removed with one key, newcomers in red. The field stays
// what is sent, so everything works without this, too.
import { Controller } from "@hotwired/stimulus"

export default class extends Controller {
  static targets = ["field", "toWords", "ccWords", "ccShown", "send", "found", "warnings", "warning"]
  static values = { newcomers: String, send: String, sendCc: String, remove: String, new: String }

  connect() {
    this.newcomers = new Set(this.newcomersValue.split(" ").filter(Boolean))
    this.fieldTargets.forEach((field) => this.dress(field))
  }

  disconnect() {
    this.element.querySelectorAll(".chip-list").forEach((list) => list.remove())
    this.fieldTargets.forEach((field) => { field.hidden = false })
  }

  dress(field) {
    const list = document.createElement("span")
    list.className = "chip-list"
    const input = document.createElement("input")
    input.type = "text"
    input.autocomplete = "off"
    input.setAttribute("list", "people-found")
    input.setAttribute("aria-label", document.querySelector(`label[for="${field.id}"]`)?.textContent ?? "")
    input.addEventListener("input", (event) => this.typed(event, field, input))
    input.addEventListener("change", () => this.take(field, input))
    input.addEventListener("blur", () => this.take(field, input))
    input.addEventListener("keydown", (event) => this.key(event, field, input))
    list.append(input)
    field.after(list)
    field.hidden = true
    this.draw(field)
  }

  people(field) {
    return pieces(field.value)
  }

  draw(field) {
    const list = field.nextElementSibling
    list.querySelectorAll(".chip").forEach((chip) => chip.remove())
    for (const person of this.people(field)) list.lastElementChild.before(this.chip(field, person))
  }

  chip(field, person) {
    const { name, address } = parts(person)
    const chip = document.createElement("button")
    chip.type = "button"
    chip.className = "chip"
    chip.title = address
    chip.textContent = `${name || address} ×`
    chip.setAttribute("aria-label", this.removeValue.replace("NAME", name || address))
    if (this.newcomers.has(address)) {
      chip.dataset.new = ""
      chip.setAttribute("aria-label", `${this.newValue}: ${chip.getAttribute("aria-label")}`)
    }
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address)) chip.dataset.wrong = ""
    chip.addEventListener("click", () => this.drop(field, person))
    chip.addEventListener("keydown", (event) => {
      if (!["Delete", "Backspace"].includes(event.key)) return
      event.preventDefault()
      this.drop(field, person)
    })
    return chip
  }

  drop(field, person) {
    this.set(field, this.people(field).filter((other) => other !== person))
    field.nextElementSibling.querySelector("input").focus()
  }

  // Takes an address off, wherever it stands.
  without(address) {
    for (const field of this.fieldTargets) {
      const kept = this.people(field).filter((person) => parts(person).address !== address.toLowerCase())
      if (kept.length < this.people(field).length) this.set(field, kept)
    }
  }

  take(field, input) {
    const typed = input.value.trim()
    if (!typed) return
    input.value = ""
    const there = this.people(field)
    this.set(field, [...there, ...pieces(typed).filter((one) => !there.includes(one))])
  }

  set(field, people) {
    field.value = people.join(", ")
    this.draw(field)
    this.say()
    this.warn()
    field.dispatchEvent(new Event("input", { bubbles: true }))
  }

  key(event, field, input) {
    if (["Enter", ",", ";"].includes(event.key) && input.value.trim()) {
      event.preventDefault()
      this.take(field, input)
    } else if (event.key === "Backspace" && !input.value) {
      const people = this.people(field)
      if (people.length) this.set(field, people.slice(0, -1))
    }
  }

  typed(event, field, input) {
    event.stopPropagation()
    clearTimeout(this.waiting)
    if (input.value.trim().length < 2) return
    this.waiting = setTimeout(() => this.look(input.value.trim()), 150)
  }

  async look(typed) {
    const answer = await fetch(`/people?q=${encodeURIComponent(typed)}`, { headers: { accept: "application/json" } })
    if (!answer.ok) return
    this.foundTarget.replaceChildren(...(await answer.json()).map(({ name, address }) => {
      const option = document.createElement("option")
      option.value = name ? `${name.replace(/[",<>;]/g, " ").trim()} <${address}>` : address
      return option
    }))
  }

  // What is known against those who were chosen, before anything is sent.
  async warn() {
    const [to, cc] = this.fieldTargets.map((field) => field.value)
    const answer = await fetch(`/people/warnings?${new URLSearchParams({ to, cc })}`, { headers: { accept: "application/json" } })
    if (!answer.ok || this.fieldTargets[0].value !== to) return
    const sentences = await answer.json()
    this.warningsTarget.hidden = sentences.length === 0
    this.warningsTarget.replaceChildren(...sentences.map((sentence) => {
      const warning = this.warningTarget.content.cloneNode(true)
      warning.querySelector("span").textContent = sentence
      return warning
    }))
  }

  // The button names whom it goes to, as the server would.
  say() {
    const [to, cc] = this.fieldTargets.map((field) => firstNames(this.people(field)))
    this.toWordsTarget.textContent = to
    this.ccWordsTarget.textContent = cc
    this.ccShownTarget.hidden = !cc
    const words = cc ? this.sendCcValue.replace("CC", cc) : this.sendValue
    this.sendTarget.textContent = words.replace("TO", to || "…")
  }
}

// Cuts at commas, semicolons and line ends outside quotes.
function pieces(text) {
  return (text.match(/(?:"[^"]*"|[^",;\n])+/g) ?? []).map((piece) => piece.trim()).filter(Boolean)
}

function parts(person) {
  const found = person.match(/^(.*)<([^<>]*)>$/)
  return found
    ? { name: found[1].trim().replace(/^"|"$/g, ""), address: found[2].trim().toLowerCase() }
    : { name: "", address: person.toLowerCase() }
}

function firstNames(people) {
  const first = (person) => {
    const { name, address } = parts(person)
    return name && !name.includes("@") ? name.split(/\s+/)[0].replace(/,$/, "") : name || address
  }
  const shown = people.slice(0, 3).map(first)
  if (people.length > 3) shown.push(`+${people.length - 3}`)
  return shown.join(", ")
}
