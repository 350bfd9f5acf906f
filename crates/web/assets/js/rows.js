// Walks a list: j and k choose, Enter or o opens, x selects. The chosen row keeps its place after an act.
import { Controller } from "@hotwired/stimulus"

const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]"

export default class extends Controller {
  static targets = ["row"]

  connect() {
    this.press = this.press.bind(this)
    document.addEventListener("keydown", this.press)
  }

  disconnect() {
    document.removeEventListener("keydown", this.press)
  }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(TYPING) || document.querySelector("dialog[open]")) return
    if (event.key === "Enter" && event.target === document.body) return this.open()
    const act = { j: () => this.step(1), k: () => this.step(-1), o: () => this.open(), x: () => this.select() }[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }

  get shown() {
    return this.rowTargets.filter((row) => row.checkVisibility())
  }

  get index() {
    return this.shown.findIndex((row) => row.hasAttribute("data-chosen"))
  }

  get chosen() {
    return this.shown[this.index]
  }

  step(by) {
    const rows = this.shown
    if (rows.length === 0) return
    const row = rows[Math.min(Math.max(this.index + by, 0), rows.length - 1)]
    this.mark(row)
    row.querySelector("[data-open]")?.focus({ preventScroll: true })
    row.scrollIntoView({ block: "nearest" })
  }

  open() {
    this.chosen?.querySelector("[data-open]")?.click()
  }

  select() {
    const box = this.chosen?.querySelector("input[type=checkbox]")
    if (box) box.checked = !box.checked
  }

  // A click chooses too, so that the next j or k goes on from there.
  rowTargetConnected(row) {
    row.addEventListener("click", () => this.mark(row))
  }

  mark(row) {
    for (const other of this.rowTargets) other.toggleAttribute("data-chosen", other === row)
  }
}
