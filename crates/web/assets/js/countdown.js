// Counts the seconds in which an answer can still be taken back; the server decides, this only tells.
import { Controller } from "@hotwired/stimulus"

export default class extends Controller {
  static targets = ["text", "gone", "form"]
  static values = { until: Number }

  connect() {
    this.timer = setInterval(() => this.tick(), 250)
    this.tick()
  }

  disconnect() {
    clearInterval(this.timer)
  }

  tick() {
    const left = Math.ceil((this.untilValue - Date.now()) / 1000)
    if (left > 0) {
      const words = this.textTarget.dataset.text.replace("SECONDS", left)
      if (this.textTarget.textContent !== words) this.textTarget.textContent = words
      return
    }
    clearInterval(this.timer)
    this.textTarget.hidden = true
    this.goneTarget.hidden = false
    this.formTarget.hidden = true
  }
}
