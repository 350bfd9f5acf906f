// A word about what was just done: it goes by itself, later when it can be undone, never while it is looked at.
import { Controller } from "@hotwired/stimulus"

export default class extends Controller {
  connect() {
    this.timer = setTimeout(() => this.leave(), this.element.querySelector("form") ? 20000 : 6000)
  }

  disconnect() {
    clearTimeout(this.timer)
  }

  leave() {
    if (this.element.matches(":hover, :focus-within")) this.timer = setTimeout(() => this.leave(), 3000)
    else this.close()
  }

  close() {
    this.element.remove()
  }
}
