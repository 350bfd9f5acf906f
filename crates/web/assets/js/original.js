// Shows a mail as it was sent, in a closed frame, when asked; pictures from the web only on a second asking.
import { Controller } from "@hotwired/stimulus"

export default class extends Controller {
  static targets = ["place", "frame"]
  static values = { src: String }

  show() {
    if (this.placeTarget.childElementCount === 0) this.load(this.srcValue)
  }

  remote() {
    this.load(`${this.srcValue}?remote=1`)
  }

  load(src) {
    const frame = this.frameTarget.content.firstElementChild.cloneNode(true)
    frame.src = src
    this.placeTarget.replaceChildren(frame)
  }
}
