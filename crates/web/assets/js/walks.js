// Walking through what the gate says of a draft, by keys and by its list. The gate takes these up; nothing of its own.
export default {
  walk(event) {
    if (event.code === "KeyP" && event.altKey && !event.ctrlKey && !event.metaKey && this.notes.some((note) => note.act && note.code.startsWith("heat-"))) {
      event.preventDefault()
      return this.rest()
    }
    if (!event.altKey || event.ctrlKey || event.metaKey || !["ArrowDown", "ArrowUp", "Enter"].includes(event.key)) return
    const [offers, count] = [this.offers, this.notes.length + this.offers.length]
    if (!count) return
    event.preventDefault()
    event.stopPropagation()
    const held = offers.indexOf(document.activeElement)
    const at = held < 0 ? this.at : this.notes.length + held
    if (event.key === "Enter") return held < 0 ? this.mend(at < 0 ? this.next() : at) : offers[held].click()
    const step = event.key === "ArrowDown" ? 1 : -1
    if (at < 0) this.reveal(step > 0 ? this.next() : count - 1)
    else this.reveal((at + step + count) % count)
  },

  // What the text offers to make steps of comes after the findings.
  get offers() {
    return [...this.element.querySelectorAll(".steps-offer > button:first-child")]
  },

  // The first that is left at the place that was mended, or behind it.
  next() {
    return Math.max(this.notes.findIndex((note) => note.start >= this.mended), 0)
  },

  // One is mended: whoever walks on begins there again.
  done() {
    this.at = -1
    this.mended = this.editor.place()
    this.current()
  },

  current() {
    const items = this.sideTarget.querySelectorAll(".checks-notes > li")
    items.forEach((item, at) => item.toggleAttribute("data-current", at === this.at))
    items[this.at]?.scrollIntoView({ block: "nearest" })
  },

  reveal(at) {
    this.at = at
    const note = this.notes[at]
    this.current()
    if (!note) return this.offers[at - this.notes.length]?.focus()
    this.editor.select(note.start, note.end)
    this.say(`${note.message} ${note.help}`)
  },

  jump(event) {
    this.reveal(Number(event.currentTarget.value))
  },
}
