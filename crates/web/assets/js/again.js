// Looks again every two seconds while the page waits for something that goes on by itself.
import { Controller } from "@hotwired/stimulus"
import { session } from "@hotwired/turbo"

export default class extends Controller {
  connect() {
    this.timer = setInterval(() => { if (!document.hidden) session.refresh(location.href) }, 2000)
  }

  disconnect() {
    clearInterval(this.timer)
  }
}
