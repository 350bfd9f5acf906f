// On a wide screen a conversation opens beside the list; on a narrow one it is a page of its own.
import { Controller } from "@hotwired/stimulus"

export default class extends Controller {
  static targets = ["link", "frame"]

  initialize() {
    this.wide = matchMedia("(min-width: 64rem)")
    this.apply = () => this.linkTargets.forEach((link) => this.aim(link))
    this.read = () => this.element.querySelector("[data-chosen]")?.removeAttribute("data-unread")
  }

  connect() {
    this.wide.addEventListener("change", this.apply)
    this.frameTarget.addEventListener("turbo:frame-load", this.read)
  }

  disconnect() {
    this.wide.removeEventListener("change", this.apply)
  }

  linkTargetConnected(link) {
    this.aim(link)
  }

  aim(link) {
    if (this.wide.matches) link.setAttribute("data-turbo-frame", "pane")
    else link.removeAttribute("data-turbo-frame")
  }
}
