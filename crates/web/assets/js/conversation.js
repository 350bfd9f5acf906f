// Opens a conversation where the unread begins, and tells the server once it was looked at.
import { Controller } from "@hotwired/stimulus"

export default class extends Controller {
  static targets = ["new"]
  static values = { id: String, last: String }

  connect() {
    if (!location.hash || location.hash === "#reply") this.place()
    if (location.hash === "#reply") document.getElementById("answer-text")?.focus({ preventScroll: true })
    if (this.lastValue && !document.hidden) this.seen()
  }

  place() {
    const first = this.hasNewTarget ? this.newTarget : document.querySelector("#thread > :last-child")
    first?.scrollIntoView({ block: "start" })
  }

  seen() {
    fetch(`/conversations/${this.idValue}/seen`, { method: "POST", body: new URLSearchParams({ last: this.lastValue }), headers: { accept: "application/json" } })
  }
}
