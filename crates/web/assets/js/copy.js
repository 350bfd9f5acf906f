// Copies a text; the button is shown only where the browser lets a page do so, and a word beside it says when it is done.
import { Controller } from "@hotwired/stimulus"

export default class extends Controller {
  static targets = ["text", "button", "said"]
  static values = { done: String }

  connect() {
    this.buttonTarget.hidden = !navigator.clipboard
  }

  async copy() {
    await navigator.clipboard.writeText(this.textTarget.textContent.trim())
    this.saidTarget.textContent = this.doneValue
    clearTimeout(this.timer)
    this.timer = setTimeout(() => { this.saidTarget.textContent = "" }, 3000)
  }

  disconnect() {
    clearTimeout(this.timer)
  }
}
