// One key, one act: a key presses the element that carries it as data-key, the chosen row's first.
// 'g' and a letter goes to a page; '?' shows the keys; Ctrl or Cmd with K opens the palette.
import { Controller } from "@hotwired/stimulus"

const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]"
const MENUS = "details.menu, details.holding, details.bar-more"

export default class extends Controller {
  connect() {
    this.press = this.press.bind(this)
    document.addEventListener("keydown", this.press)
  }

  disconnect() {
    document.removeEventListener("keydown", this.press)
  }

  palette() {
    document.getElementById("palette")?.showModal()
  }

  press(event) {
    if (event.isComposing || event.defaultPrevented) return
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault()
      return this.palette()
    }
    if (event.key === "Enter" && this.inLine(event)) return
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") return this.send(event)
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return
    if (event.key === "Escape") return this.leave(event)
    if (event.target.closest(TYPING)) return
    if (this.afterG) return this.goto(event)
    if (event.key === "g") return this.waitForLetter()
    if (event.key === "?") return document.getElementById("keys-help")?.showModal()
    this.act(event)
  }

  waitForLetter() {
    this.afterG = true
    setTimeout(() => { this.afterG = false }, 1500)
  }

  goto(event) {
    this.afterG = false
    const link = document.querySelector(`[data-goto="${CSS.escape(event.key)}"]`)
    if (!link) return
    event.preventDefault()
    link.click()
  }

  act(event) {
    const element = this.find(event.key)
    if (!element) return
    event.preventDefault()
    const folded = element.closest("details:not([open])")
    if (folded && !element.matches("summary")) folded.open = true
    if (element.matches("input[type=radio]")) return this.choose(element)
    if (element.matches(TYPING)) return element.focus()
    element.click()
    if (element.matches("summary")) this.enter(element.parentElement)
  }

  // A menu opened by its key is entered: the next key is for what lies in it.
  enter(menu) {
    if (menu.open) menu.querySelector(":scope > :not(summary) :is(button, input:not([type=hidden]))")?.focus()
  }

  // A composer's tab: choose it and stand in its box.
  choose(radio) {
    radio.checked = true
    const kind = radio.id.replace("compose-", "")
    document.querySelector(`.composer-form[data-kind="${kind}"] :is(.editor, textarea)`)?.focus()
  }

  find(key) {
    if (!/^[a-z/]$/.test(key)) return null
    if (key === "/") return document.querySelector("[data-key='/']") ?? document.querySelector("[data-goto='/']")
    const named = `[data-key="${key}"]`
    const chosen = document.querySelector(`[data-chosen] ${named}`)
    if (chosen) return chosen
    const all = [...document.querySelectorAll(named)].filter((element) => !element.closest("[data-rows-target]"))
    const shown = all.filter((element) => element.checkVisibility())
    return shown.find((element) => element.closest(".flash, .bulk")) ?? shown[0]
  }

  // Enter in a line of a composer does what the line is for, where its row or sheet has a button for that. It never sends.
  inLine(event) {
    const line = event.target.closest(".composer-form input:not([type=file])")
    const button = line?.type === "text" ? line.closest(".row, .holding-sheet")?.querySelector("button[data-enter]") : null
    if (!line || (!button && (event.ctrlKey || event.metaKey))) return false
    event.preventDefault()
    if (!event.altKey && !event.shiftKey) button?.click()
    return true
  }

  send(event) {
    const form = event.target.closest(".composer-form")
    if (!form) return
    event.preventDefault()
    form.requestSubmit(form.querySelector(".composer-end > .button"))
  }

  leave(event) {
    const menu = event.target.closest("details[open]") ?? document.querySelector("details[open].menu, details[open].holding, details[open].bar-more")
    if (menu?.matches(MENUS)) menu.open = false
    else if (event.target.closest(TYPING)) event.target.blur()
  }
}
