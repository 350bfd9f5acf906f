// Tells on the screen what concerns the member, on a device where they asked for it. What and when the desk says: outside
// their hours it keeps everything but emergencies, and this asks again when they are back.
import { Controller } from "@hotwired/stimulus"
import { visit } from "@hotwired/turbo"
import { canTell, remember, remembered } from "tact/told"

const PAUSE = 800
const BEHIND = 400
// More than these at once are one line.
const MOST = 3
const KEPT = 300
// Clocks of laptops stop while they sleep: it is asked anew within the hour.
const LONGEST = 3_600_000

export default class extends Controller {
  static values = { member: String, many: String, manyText: String }

  connect() {
    // A page that nobody looks at lets the one that is looked at go first.
    const pause = () => document.hasFocus() ? PAUSE : PAUSE + BEHIND
    this.soon = () => { this.pause ??= setTimeout(() => { this.pause = null; this.ask() }, pause()) }
    this.seen = () => { if (!document.hidden) this.soon() }
    addEventListener("tact:change", this.soon)
    document.addEventListener("visibilitychange", this.seen)
    this.soon()
  }

  disconnect() {
    removeEventListener("tact:change", this.soon)
    document.removeEventListener("visibilitychange", this.seen)
    clearTimeout(this.pause)
    this.pause = null
    clearTimeout(this.later)
  }

  // One page at a time, so that several open ones tell once.
  async ask() {
    if (!canTell() || !remembered(this.memberValue)) return
    await navigator.locks.request("tact-told", () => this.hear())
  }

  async hear() {
    const told = remembered(this.memberValue)
    if (!told || Notification.permission !== "granted") return
    const asked = new URLSearchParams({ member: this.memberValue, since: told.since })
    const answer = await fetch(`/notifications?${asked}`).catch(() => null)
    if (answer?.status !== 200 || answer.redirected) return
    const { since, again, things } = await answer.json()
    const fresh = things.filter(({ id }) => !told.heard.includes(id))
    remember(this.memberValue, { since, heard: [...told.heard, ...fresh.map(({ id }) => id)].slice(-KEPT) })
    this.tell(fresh.filter((thing) => !this.isInSight(thing)))
    clearTimeout(this.later)
    if (again && this.element.isConnected) this.later = setTimeout(() => this.ask(), Math.min(again * 1000, LONGEST))
  }

  tell(things) {
    const many = things.length > MOST
    for (const thing of many ? things.filter(({ urgent }) => urgent) : things) this.show(thing)
    if (many) this.show({ about: "many", title: this.manyValue.replace("COUNT", things.length), text: this.manyTextValue, href: "/" })
  }

  // Today shows everything by itself to whoever looks at it; the inbox and the conversation, mail.
  isInSight({ about, urgent, mail }) {
    if (urgent || !document.hasFocus()) return false
    if (location.pathname === "/") return true
    const open = document.querySelector("[data-conversation-id-value]")
    return mail && (location.pathname === "/inbox" || open?.dataset.conversationIdValue === about)
  }

  show({ about, title, text, href, urgent }) {
    const line = new Notification(title, { body: text, tag: `tact-${about}`, renotify: true, requireInteraction: Boolean(urgent) })
    line.addEventListener("click", () => {
      line.close()
      focus()
      visit(href)
    })
  }
}
