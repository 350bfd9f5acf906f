// The palette: pages and the acts of this page at once, clients and conversations as one types.
import { Controller } from "@hotwired/stimulus"

export default class extends Controller {
  static targets = ["field", "list", "pages"]

  connect() {
    this.observer = new MutationObserver(() => { if (this.element.open) this.look() })
    this.observer.observe(this.element, { attributeFilter: ["open"] })
  }

  disconnect() {
    this.observer.disconnect()
    if (this.element.open) this.element.close()
  }

  clear() {
    this.fieldTarget.value = ""
    this.listTarget.replaceChildren()
  }

  async look() {
    const words = this.fieldTarget.value.trim()
    this.listTarget.replaceChildren(...[...this.acts(), ...this.pages()].filter((item) => fits(item.textContent, words)))
    this.choose(this.items[0])
    if (words.length < 2) return
    const answer = await fetch(`/palette?q=${encodeURIComponent(words)}`, { headers: { accept: "text/html" } })
    if (!answer.ok || words !== this.fieldTarget.value.trim()) return
    const found = new DOMParser().parseFromString(await answer.text(), "text/html")
    this.listTarget.append(...found.querySelectorAll(".palette-item"))
    this.choose(this.chosen ?? this.items[0])
  }

  pages() {
    return [...this.pagesTarget.content.querySelectorAll(".palette-item")].map((item) => item.cloneNode(true))
  }

  // Whatever has a key on this page is an act.
  acts() {
    const seen = new Set()
    return [...document.querySelectorAll("[data-key], [data-act]")].flatMap((element) => {
      const words = nameOf(element)
      // What lies in a closed menu is an act of this page all the same, when it says so.
      const shown = element.checkVisibility() || (element.hasAttribute("data-act") && element.closest("details")?.checkVisibility())
      if (!words || seen.has(words) || element.closest("[data-rows-target]") || !shown) return []
      seen.add(words)
      return [this.act(element, words)]
    })
  }

  act(element, words) {
    const item = Object.assign(document.createElement("button"), { type: "button", className: "palette-item", textContent: words })
    item.setAttribute("role", "option")
    item.addEventListener("click", () => {
      this.element.close()
      const menu = element.closest("details:not([open])")
      if (menu) menu.open = true
      if (element.matches("input[type=search], input[type=text]")) element.focus()
      else element.click()
    })
    return item
  }

  get items() {
    return [...this.listTarget.children]
  }

  get chosen() {
    return this.items.find((item) => item.getAttribute("aria-selected") === "true")
  }

  choose(item) {
    this.items.forEach((other, place) => { other.id = `palette-${place}`; other.setAttribute("aria-selected", String(other === item)) })
    if (!item) return this.fieldTarget.removeAttribute("aria-activedescendant")
    this.fieldTarget.setAttribute("aria-activedescendant", item.id)
    item.scrollIntoView({ block: "nearest" })
  }

  key(event) {
    // A search field would take the first Escape for itself.
    if (event.key === "Escape") { event.preventDefault(); return this.element.close() }
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by && this.items.length > 0) {
      event.preventDefault()
      const place = this.items.indexOf(this.chosen) + by
      this.choose(this.items[(place + this.items.length) % this.items.length])
    } else if (event.key === "Enter") {
      event.preventDefault()
      const item = this.chosen
      this.element.close()
      item?.click()
    }
  }
}

function nameOf(element) {
  if (element.matches("input[type=radio]")) return element.parentElement.textContent.trim()
  return (element.dataset.act || (element.getAttribute("aria-label") ?? element.placeholder ?? element.textContent)).trim()
}

function fits(text, words) {
  const fold = (value) => value.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "")
  return fold(words).split(/\s+/).every((word) => fold(text).includes(word))
}
