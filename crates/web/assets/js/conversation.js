// Opens a conversation where the unread begins, and tells the server once it was looked at.
import { Controller } from "@hotwired/stimulus"

export default class extends Controller {
  static targets = ["new"]
  static values = { id: String, last: String }

  connect() {
    if (!location.hash || location.hash === "#reply") this.place()
    if (location.hash === "#reply") document.querySelector(".composer .editor")?.focus({ preventScroll: true })
    if (this.lastValue && !document.hidden) this.seen()
  }

  // The first unread on top, unless it is in sight; without one, the last message, unless all of it is in sight anyway.
  place() {
    if (this.hasNewTarget) {
      if (this.newTarget.getBoundingClientRect().top > innerHeight / 2) this.newTarget.scrollIntoView({ block: "start" })
      return
    }
    const last = document.querySelector("#thread > :nth-child(n+2):last-child")
    const composer = document.getElementById("reply")
    if (last && composer && last.getBoundingClientRect().bottom > innerHeight - composer.offsetHeight) last.scrollIntoView({ block: "start" })
  }

  seen() {
    fetch(`/conversations/${this.idValue}/seen`, { method: "POST", body: new URLSearchParams({ last: this.lastValue }), headers: { accept: "application/json" } })
  }
}
