// Several mails instead of one: a paragraph is moved with Alt and an arrow, or dragged, as steps and files are; subjects are kept as
// they are typed. Every move is a button of the form, so that it works without this, too. What is moved and where to, the desk decides.
import { Controller } from "@hotwired/stimulus"

const PAUSE = 700

export default class extends Controller {
  static targets = ["mail", "paragraph", "thing", "seen", "act", "send"]

  connect() {
    this.flush = () => { if (this.waiting) this.keep(true) }
    addEventListener("pagehide", this.flush)
    document.addEventListener("turbo:before-visit", this.flush)
    // A page that comes again at the same address is mended in place: what it has not connected anew is marked then.
    this.mark = () => { for (const one of [...this.paragraphTargets, ...this.thingTargets]) one.draggable = true }
    this.mark()
    document.addEventListener("turbo:render", this.mark)
    for (const [name, heard] of Object.entries(this.drags)) this.element.addEventListener(name, heard)
  }

  disconnect() {
    clearTimeout(this.waiting)
    removeEventListener("pagehide", this.flush)
    document.removeEventListener("turbo:before-visit", this.flush)
    document.removeEventListener("turbo:render", this.mark)
    for (const [name, heard] of Object.entries(this.drags)) this.element.removeEventListener(name, heard)
  }

  press(event) {
    if (event.key === "Enter" && !event.isComposing) this.enter(event)
    if (!event.altKey || event.ctrlKey || event.metaKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return
    const paragraph = event.target.closest("[data-series-target=paragraph]")
    if (!paragraph) return
    event.preventDefault()
    event.stopPropagation()
    const button = paragraph.querySelector(`[data-way=${event.key === "ArrowUp" ? "up" : "down"}]`)
    if (button) this.element.requestSubmit(button)
  }

  // In a line Enter does what the line is for: asks what is asked, sends with the reason given.
  enter(event) {
    const { name, value, type } = event.target
    if (["checkbox", "datetime-local"].includes(type)) return event.preventDefault()
    const button = name === "question" ? event.target.closest(".menu-sheet").querySelector("button[formaction]") : name === "because" && value.trim() ? this.sendTarget : null
    if (!button) return
    event.preventDefault()
    this.element.requestSubmit(button)
  }

  typed(event) {
    if (event.target.name !== "subject") return
    clearTimeout(this.waiting)
    this.waiting = setTimeout(() => this.keep(), PAUSE)
  }

  // What is kept changes what the page has seen: one after the other.
  keep(now = false) {
    clearTimeout(this.waiting)
    this.waiting = null
    const body = new URLSearchParams(new FormData(this.element))
    body.set("act", "keep")
    this.keeping = (this.keeping ?? Promise.resolve()).then(async () => {
      body.set("seen", this.seenTarget.value)
      const answer = await fetch(this.element.action, { method: "POST", body, keepalive: now, headers: { accept: "application/json" } })
      if (answer.ok) this.seenTarget.value = (await answer.json()).seen
    }).catch(() => {}).finally(() => { this.keeping = null })
    return this.keeping
  }

  leaving(event) {
    clearTimeout(this.waiting)
    this.waiting = null
    if (!this.keeping || !event.submitter) return
    event.preventDefault()
    event.stopImmediatePropagation()
    const submitter = event.submitter
    this.keeping.finally(() => this.element.requestSubmit(submitter))
  }

  get drags() {
    return (this.heard ??= {
      dragstart: (event) => this.take(event),
      dragover: (event) => this.over(event),
      drop: (event) => this.drop(event),
      dragend: () => this.end(),
    })
  }

  take(event) {
    this.dragged = event.target.closest?.("[data-series-target=paragraph], [data-series-target=thing]")
    if (!this.dragged) return
    this.dragged.dataset.dragged = ""
    event.dataTransfer.effectAllowed = "move"
    event.dataTransfer.setData("text/plain", this.dragged.firstElementChild.textContent)
  }

  over(event) {
    if (!this.dragged) return
    const mail = event.target.closest("[data-series-target=mail]")
    this.clear()
    if (!mail) return
    event.preventDefault()
    ;(this.before(event) ?? mail).dataset.over = ""
  }

  drop(event) {
    const mail = event.target.closest("[data-series-target=mail]")
    if (!this.dragged || !mail) return
    event.preventDefault()
    if (this.isThing) this.dropThing(mail)
    else this.dropParagraph(event, mail)
  }

  get isThing() {
    return this.dragged?.dataset.seriesTarget === "thing"
  }

  // Its menu has a button for each other mail.
  dropThing(mail) {
    const buttons = [...this.dragged.querySelectorAll("button[name=act]")]
    const button = buttons.find((one) => one.value.split(" ").at(-1) === mail.dataset.mail)
    this.end()
    if (button) this.element.requestSubmit(button)
  }

  // The paragraph before which it would land: the one in whose upper half the pointer is, else the next; none at the end of the mail.
  before(event) {
    const on = this.isThing ? null : event.target.closest("[data-series-target=paragraph]")
    if (!on) return null
    const { top, height } = on.getBoundingClientRect()
    return event.clientY < top + height / 2 ? on : on.nextElementSibling
  }

  dropParagraph(event, mail) {
    const from = Number(this.dragged.closest("[data-series-target=mail]").dataset.mail)
    const at = Number(this.dragged.dataset.place)
    const to = Number(mail.dataset.mail)
    const on = this.before(event)
    let before = on ? Number(on.dataset.place) : mail.querySelectorAll("[data-series-target=paragraph]").length
    if (from === to && at < before) before -= 1
    this.end()
    if (from === to && at === before) return
    this.actTarget.value = `p ${from} ${at} ${to} ${before}`
    this.element.requestSubmit(this.actTarget)
  }

  end() {
    if (this.dragged) delete this.dragged.dataset.dragged
    this.dragged = null
    this.clear()
  }

  clear() {
    for (const one of this.element.querySelectorAll("[data-over]")) delete one.dataset.over
  }
}
