// The switch on the page of devices: whether this one tells its member on the screen. The browser is asked first, and a
// line on trial shows how it looks.
import { Controller } from "@hotwired/stimulus"
import { canTell, forget, remember, remembered } from "tact/told"

export default class extends Controller {
  static targets = ["on", "off", "state"]
  static values = { member: String, trial: String, here: String, blocked: String, unable: String }

  connect() {
    this.draw()
  }

  async turnOn() {
    if (await Notification.requestPermission() !== "granted") return this.draw()
    try {
      new Notification(this.trialValue, { tag: "tact-trial" })
    } catch {
      // Browsers of phones have the permission, but no such lines from an open page.
      this.cannot = true
      return this.draw()
    }
    remember(this.memberValue, { since: new Date().toISOString(), heard: [] })
    this.draw(true)
  }

  turnOff() {
    forget(this.memberValue)
    this.draw(true)
  }

  draw(pressed = false) {
    const able = canTell() && !this.cannot
    const blocked = able && Notification.permission === "denied"
    const on = able && Notification.permission === "granted" && Boolean(remembered(this.memberValue))
    this.onTarget.hidden = !able || blocked || on
    this.offTarget.hidden = !on
    this.stateTarget.textContent = !able ? this.unableValue : blocked ? this.blockedValue : on ? this.hereValue : ""
    this.element.hidden = false
    if (pressed) (on ? this.offTarget : this.onTarget).focus()
  }
}
