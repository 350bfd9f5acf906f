// Suggests clients while their name is typed, and tags as soon as their field is entered.
import { Controller } from "@hotwired/stimulus"

export default class extends Controller {
  static values = { list: String }

  look() {
    clearTimeout(this.soon)
    this.soon = setTimeout(() => this.fill(), 200)
  }

  disconnect() {
    clearTimeout(this.soon)
  }

  async fill() {
    const words = this.element.value.trim()
    if (words.length < 2) return
    const answer = await fetch(`/palette?q=${encodeURIComponent(words)}`, { headers: { accept: "text/html" } })
    if (!answer.ok || words !== this.element.value.trim()) return
    const found = new DOMParser().parseFromString(await answer.text(), "text/html")
    const names = [...found.querySelectorAll(".palette-item[href^='/clients/'] > span:first-of-type")].map((item) => item.textContent)
    this.offer(names)
  }

  async tags() {
    if (document.getElementById(this.listValue)?.childElementCount !== 0) return
    const answer = await fetch("/tags", { headers: { accept: "application/json" } })
    if (answer.ok) this.offer(await answer.json())
  }

  offer(names) {
    document.getElementById(this.listValue)?.replaceChildren(...names.map((value) => Object.assign(document.createElement("option"), { value })))
  }
}
