// Saves what is typed on the server, a moment after each pause, and shows both texts when another tab was first.
import { Controller } from "@hotwired/stimulus"

const PAUSE = 700
const AGAIN = 4000

export default class extends Controller {
  static targets = ["text", "status", "clash", "mine", "theirs", "version"]
  static values = { url: String, kind: String, version: Number, saved: String, failed: String }

  connect() {
    this.flush = () => { if (this.waiting) this.save(true) }
    addEventListener("pagehide", this.flush)
    document.addEventListener("turbo:before-visit", this.flush)
  }

  disconnect() {
    this.flush()
    removeEventListener("pagehide", this.flush)
    document.removeEventListener("turbo:before-visit", this.flush)
  }

  typed() {
    this.later(PAUSE)
  }

  // The form itself carries the words now; a late save must not bring the draft back, and one under way is waited for.
  leaving(event) {
    clearTimeout(this.waiting)
    if (this.saving && event.submitter) {
      event.preventDefault()
      event.stopImmediatePropagation()
      const submitter = event.submitter
      return this.saved.finally(() => this.element.requestSubmit(submitter))
    }
    this.waiting = null
    this.sent = true
  }

  later(pause) {
    clearTimeout(this.waiting)
    this.waiting = this.sent ? null : setTimeout(() => this.save(), pause)
  }

  async save(now = false) {
    if (this.saving && !now) return this.later(PAUSE)
    clearTimeout(this.waiting)
    this.waiting = null
    if (this.sent) return
    this.saving = true
    this.saved = new Promise((resolve) => { this.rest = resolve })
    try {
      const answer = await fetch(this.urlValue, { method: "POST", body: this.body(), keepalive: now, headers: { accept: "application/json" } })
      if (answer.status === 409) return this.clash(await answer.json())
      if (!answer.ok) throw new Error(answer.status)
      this.versionValue = (await answer.json()).version
      this.say(this.savedValue)
    } catch {
      this.say(this.failedValue)
      if (!now) this.later(AGAIN)
    } finally {
      this.saving = false
      this.rest()
    }
  }

  body() {
    const data = new URLSearchParams({ kind: this.kindValue, version: this.versionValue })
    const kept = ["text", "to", "cc", "base", "from", "subject", "passes_on", "quoted"]
    for (const [name, value] of new FormData(this.element)) {
      if (kept.includes(name)) data.set(name, value)
      else if (name.startsWith("step_")) data.append(name, value)
    }
    // A box that is not ticked is not in a form: not to quote is a choice, too.
    if (this.element.querySelector("input[type=checkbox][name=quoted]:not(:checked)")) data.set("quoted", "no")
    return data
  }

  versionValueChanged(version) {
    if (this.hasVersionTarget) this.versionTarget.value = version
  }

  say(words) {
    if (this.hasStatusTarget && this.statusTarget.textContent !== words) this.statusTarget.textContent = words
  }

  // Both texts side by side; whichever is kept is the next version.
  clash(other) {
    this.other = other
    if (!this.hasClashTarget) return
    if (this.hasMineTarget) this.mineTarget.textContent = this.textTarget.value
    this.theirsTarget.textContent = other.text
    this.clashTarget.hidden = false
    this.clashTarget.scrollIntoView({ block: "nearest" })
  }

  keepMine() {
    if (this.other) this.versionValue = this.other.version
    this.clashTarget.hidden = true
    this.sent = false
    this.save()
    this.element.querySelector(".editor, textarea").focus()
  }

  takeTheirs() {
    this.textTarget.value = this.theirsTarget.textContent
    if (this.other) this.dispatch("theirs", { detail: this.other })
    this.textTarget.dispatchEvent(new Event("input", { bubbles: true }))
    this.keepMine()
  }
}
