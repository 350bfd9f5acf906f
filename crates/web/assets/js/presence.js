// Tells who else has this conversation open or writes in it, and tells them of us: every few seconds, and at once when it changes.
import { Controller } from "@hotwired/stimulus"
import { faces } from "tact/there"

const RENEWED = 15000
const WRITING = 20000

export default class extends Controller {
  static targets = ["faces", "words"]
  static values = { url: String, conversation: String }

  connect() {
    this.hear = (event) => { if (event.detail === this.conversationValue) this.tell() }
    this.leave = () => navigator.sendBeacon(this.urlValue, new URLSearchParams({ doing: "gone" }))
    this.seen = () => document.hidden ? this.leave() : this.tell()
    addEventListener("tact:presence", this.hear)
    addEventListener("pagehide", this.leave)
    document.addEventListener("visibilitychange", this.seen)
    this.timer = setInterval(() => this.tell(), RENEWED)
    this.tell()
  }

  disconnect() {
    clearInterval(this.timer)
    clearTimeout(this.pause)
    removeEventListener("tact:presence", this.hear)
    removeEventListener("pagehide", this.leave)
    document.removeEventListener("visibilitychange", this.seen)
    this.leave()
  }

  // Whoever has typed within a few seconds is writing.
  typed(event) {
    if (!event.target.matches(".composer textarea, .composer [contenteditable]")) return
    clearTimeout(this.pause)
    this.pause = setTimeout(() => { this.writing = false; this.tell() }, WRITING)
    if (this.writing) return
    this.writing = true
    this.tell()
  }

  async tell() {
    if (document.hidden) return
    const body = new URLSearchParams({ doing: this.writing ? "writing" : "looking" })
    try {
      const answer = await fetch(this.urlValue, { method: "POST", body, headers: { accept: "application/json" } })
      if (answer.ok) this.show(await answer.json())
    } catch {
      // The line is down: who is there is not known, so nobody is shown.
      this.show([])
    }
  }

  show(others) {
    if (this.hasFacesTarget) faces(this.facesTarget, others)
    if (!this.hasWordsTarget) return
    const words = others.map((one) => one.words).join(" ")
    if (this.wordsTarget.textContent !== words) this.wordsTarget.textContent = words
    this.wordsTarget.toggleAttribute("data-writing", others.some((one) => one.writing))
  }
}
