// Listens for changes. Nothing jumps: a quiet page at its top is renewed in place, any other says '2 new' first.
import { Controller } from "@hotwired/stimulus"
import { session } from "@hotwired/turbo"

export default class extends Controller {
  static values = { url: String, one: String, many: String }

  connect() {
    this.changed = new Set()
    this.close = () => this.source?.close()
    this.source = new EventSource(this.urlValue)
    this.source.addEventListener("change", (event) => this.hear(JSON.parse(event.data)))
    addEventListener("pagehide", this.close)
  }

  disconnect() {
    removeEventListener("pagehide", this.close)
    this.close()
    clearTimeout(this.soon)
  }

  hear(change) {
    if (!this.concerns(change)) return
    this.changed.add(change.conversation ?? "")
    clearTimeout(this.soon)
    this.soon = setTimeout(() => this.show(), 400)
  }

  // Lists care for every change, a conversation's page for its own, other pages for none.
  concerns(change) {
    if (document.querySelector("[data-live-quiet], .mail-list")) return true
    const open = document.querySelector("[data-conversation-id-value]")
    return open?.dataset.conversationIdValue === change.conversation
  }

  show() {
    if (document.hidden) return document.addEventListener("visibilitychange", () => this.show(), { once: true })
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
    document.getElementById("news")?.remove()
    this.changed.clear()
    session.refresh(location.href)
  }
}
