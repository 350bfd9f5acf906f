// Listens for changes from the one on with which the page was drawn; the browser asks again from the last one heard when
// the line breaks. Nothing jumps: a quiet page at its top is renewed in place, any other says '2 new' first.
import { Controller } from "@hotwired/stimulus"
import { session } from "@hotwired/turbo"

const DRAWN = ["turbo:render", "turbo:frame-render"]

export default class extends Controller {
  static values = { url: String, one: String, many: String }

  connect() {
    this.changed = new Set()
    this.close = () => this.source?.close()
    this.fresh = () => this.forget()
    for (const drawn of DRAWN) document.addEventListener(drawn, this.fresh)
    this.source = new EventSource(this.urlValue)
    this.source.addEventListener("change", (event) => this.hear(JSON.parse(event.data)))
    addEventListener("pagehide", this.close)
  }

  disconnect() {
    removeEventListener("pagehide", this.close)
    for (const drawn of DRAWN) document.removeEventListener(drawn, this.fresh)
    this.close()
    clearTimeout(this.soon)
  }

  hear(change) {
    if (change.what === "presence") return dispatchEvent(new CustomEvent("tact:presence", { detail: change.conversation }))
    dispatchEvent(new CustomEvent("tact:change"))
    if (!this.concerns(change)) return
    this.changed.add(change.conversation ?? "")
    clearTimeout(this.soon)
    this.soon = setTimeout(() => this.show(), 400)
  }

  // What was just drawn knows all that was told before.
  forget() {
    clearTimeout(this.soon)
    this.changed.clear()
    document.getElementById("news")?.remove()
  }

  // Today cares for every change, the inbox for new mail, a conversation's page for its own, other pages for none.
  concerns({ conversation, what }) {
    if (document.querySelector("[data-live-quiet]")) return true
    if (!["message", "import", "held"].includes(what)) return false
    const open = document.querySelector("[data-conversation-id-value]")
    return Boolean(document.querySelector(".mail-list")) || open?.dataset.conversationIdValue === conversation
  }

  show() {
    if (document.hidden) return document.addEventListener("visibilitychange", () => this.show(), { once: true })
    // What can be undone stays in sight for its time.
    if (document.querySelector(".flash form")) { this.soon = setTimeout(() => this.show(), 2000); return }
    if (this.mayRenew()) return this.renew()
    const news = document.getElementById("news") ?? this.button()
    const count = this.changed.size
    news.textContent = count === 1 ? this.oneValue : this.manyValue.replace("COUNT", count)
  }

  button() {
    const news = Object.assign(document.createElement("button"), { id: "news", type: "button", className: "button main news" })
    news.dataset.test = "news"
    news.addEventListener("click", () => this.renew())
    document.body.append(news)
    return news
  }

  mayRenew() {
    const quiet = document.querySelector("[data-live-quiet]")
    const busy = document.activeElement?.closest("input:not([type=radio]), textarea, select, details[open]")
    return Boolean(quiet) && scrollY < 80 && !busy && !quiet.querySelector("details[open]") && !document.querySelector("dialog[open]")
  }

  renew() {
    this.forget()
    session.refresh(location.href)
  }
}
