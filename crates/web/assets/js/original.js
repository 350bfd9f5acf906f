// Shows a mail as it was sent, in a closed frame, when asked.
import { Controller } from "@hotwired/stimulus"

export default class extends Controller {
  static targets = ["place", "frame"]
  static values = { src: String }

  show() {
    if (this.placeTarget.childElementCount > 0) return
    const frame = this.frameTarget.content.firstElementChild.cloneNode(true)
    frame.src = this.srcValue
    this.placeTarget.replaceChildren(frame)
  }
}
