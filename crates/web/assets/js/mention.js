// Puts a colleague's name into the note where one writes.
import { Controller } from "@hotwired/stimulus"

export default class extends Controller {
  add({ params }) {
    const box = this.element.closest("form").querySelector("textarea")
    const before = box.value.slice(0, box.selectionStart)
    const blank = before && !/\s$/.test(before) ? " " : ""
    box.setRangeText(`${blank}@${params.name} `, box.selectionStart, box.selectionEnd, "end")
    box.dispatchEvent(new Event("input", { bubbles: true }))
    box.focus()
  }
}
