// Files for a mail: chosen, dropped or pasted, sent up one after the other with their progress, taken off again.
// Nothing is sent while one is on its way. Without this the form itself carries them.
import { Controller } from "@hotwired/stimulus"

export default class extends Controller {
  static targets = ["field", "list", "problem", "progress", "text", "send", "drop"]
  static values = { url: String, kind: String, one: Number, together: Number, tooLarge: String, tooMuch: String, failed: String, wait: String, remove: String }

  connect() {
    this.queue = []
  }

  disconnect() {
    this.request?.abort()
  }

  chosen() {
    this.add([...this.fieldTarget.files])
    this.fieldTarget.value = ""
  }

  over(event) {
    if (!event.dataTransfer?.types.includes("Files")) return
    event.preventDefault()
    this.element.dataset.dropping = ""
  }

  out() {
    delete this.element.dataset.dropping
  }

  drop(event) {
    this.out()
    if (!event.dataTransfer?.files.length) return
    event.preventDefault()
    this.add([...event.dataTransfer.files])
  }

  // A pasted picture stands where it was pasted.
  paste(event) {
    const pictures = [...event.clipboardData?.files ?? []].filter((file) => file.type.startsWith("image/"))
    if (!pictures.length || event.clipboardData.types.includes("text/plain")) return
    event.preventDefault()
    this.add(pictures, true)
  }

  add(files, inText = false) {
    this.say("")
    let used = [...this.listTarget.children].reduce((sum, line) => sum + Number(line.dataset.bytes), 0)
    used += this.queue.reduce((sum, one) => sum + one.file.size, 0)
    for (const file of files) {
      if (file.size > this.oneValue) this.say(this.tooLargeValue)
      else if (used + file.size > this.togetherValue) this.say(this.tooMuchValue)
      else {
        used += file.size
        this.queue.push({ file, inText })
      }
    }
    if (!this.request) this.next()
  }

  next() {
    const one = this.queue.shift()
    this.busy(Boolean(one))
    if (!one) return
    const body = new FormData()
    body.set("kind", this.kindValue)
    body.set("files", one.file, one.file.name || "picture.png")
    const request = new XMLHttpRequest()
    this.request = request
    request.open("POST", this.urlValue)
    request.setRequestHeader("accept", "application/json")
    request.responseType = "json"
    request.upload.onprogress = (event) => { if (event.lengthComputable) this.progressTarget.value = (100 * event.loaded) / event.total }
    request.onload = () => this.came(request, one)
    request.onerror = () => this.say(this.failedValue)
    request.onloadend = () => {
      this.request = null
      this.next()
    }
    request.send(body)
  }

  came(request, one) {
    const answer = request.response
    if (!answer?.files) return this.say(this.failedValue)
    const known = new Set([...this.listTarget.children].map((line) => line.dataset.file))
    this.draw(answer.files)
    if (answer.problem) this.say(answer.problem)
    const added = answer.files.find((file) => !known.has(file.id))
    if (one.inText && added?.picture) this.insert(`![${added.name}]`)
  }

  insert(words) {
    const text = this.textTarget
    text.setRangeText(words, text.selectionStart, text.selectionEnd, "end")
    text.dispatchEvent(new Event("input", { bubbles: true }))
  }

  async remove(event) {
    event.preventDefault()
    const body = new URLSearchParams({ kind: this.kindValue, file: event.currentTarget.value })
    const answer = await fetch(`${this.urlValue}/removal`, { method: "POST", body, headers: { accept: "application/json" } }).catch(() => null)
    const told = await answer?.json().catch(() => null)
    if (!told?.files) return this.say(this.failedValue)
    this.draw(told.files)
    this.fieldTarget.focus()
  }

  draw(files) {
    this.listTarget.replaceChildren(...files.map((file) => {
      const line = document.createElement("li")
      line.className = "file"
      line.dataset.file = file.id
      line.dataset.bytes = file.bytes
      line.dataset.test = "draft-file"
      const [name, size, button] = ["span", "span", "button"].map((tag) => document.createElement(tag))
      name.className = "file-name"
      name.textContent = file.name
      size.className = "file-size"
      size.textContent = file.size
      button.className = "link"
      button.name = "file"
      button.value = file.id
      button.textContent = "×"
      button.formAction = `${this.urlValue}/removal`
      button.dataset.action = "files#remove"
      button.dataset.test = "remove-file"
      button.setAttribute("aria-label", this.removeValue.replace("NAME", file.name))
      line.append(name, size, button)
      return line
    }))
  }

  // Before anything else looks at the form's leaving: what is on its way would be missing.
  check(event) {
    if (!this.request) return
    event.preventDefault()
    event.stopImmediatePropagation()
    this.say(this.waitValue)
  }

  busy(busy) {
    this.progressTarget.hidden = !busy
    this.progressTarget.value = 0
    this.sendTarget.toggleAttribute("aria-disabled", busy)
    if (!busy && this.problemTarget.textContent === this.waitValue) this.say("")
  }

  say(words) {
    this.problemTarget.textContent = words
    this.problemTarget.hidden = !words
  }
}
