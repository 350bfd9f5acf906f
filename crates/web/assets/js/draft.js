// Saves what is typed on the server, a moment after each pause, and shows both texts when another tab was first.
import { Controller } from "@hotwired/stimulus"

const PAUSE = 700
const AGAIN = 4000

export default class extends Controller {
  static targets = ["text", "status", "clash", "theirs"]
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

  // The form itself carries the words now; a late save must not bring the draft back.
  leaving() {
    clearTimeout(this.waiting)
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
    }
  }

  body() {
    const data = new URLSearchParams({ kind: this.kindValue, version: this.versionValue })
    for (const [name, value] of new FormData(this.element)) if (["text", "to", "cc", "base"].includes(name)) data.set(name, value)
    return data
  }

  say(words) {
    if (this.hasStatusTarget && this.statusTarget.textContent !== words) this.statusTarget.textContent = words
  }

  clash(other) {
    this.other = other
    if (!this.hasClashTarget) return
    this.theirsTarget.textContent = other.text
    this.clashTarget.hidden = false
  }

  keepMine() {
    this.versionValue = this.other.version
    this.clashTarget.hidden = true
    this.save()
  }

  takeTheirs() {
    this.textTarget.value = this.other.text
    this.versionValue = this.other.version
    this.clashTarget.hidden = true
  }
}
