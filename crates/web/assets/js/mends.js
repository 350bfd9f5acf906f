// What one key does about a finding beyond the words: people, files, and when it goes. The gate calls these; nothing of its own.
export default {
  do_person({ address }) {
    this.application.getControllerForElementAndIdentifier(this.element, "people").without(address)
    this.editor.focus()
  },

  do_file({ name }) {
    const files = [...this.element.querySelectorAll(".composer-files .file")]
    files.find((file) => file.querySelector(".file-name").textContent === name)?.querySelector("button").click()
  },

  do_attach() {
    this.element.querySelector("input[type=file]").click()
  },

  do_later() {
    const menu = this.element.querySelector("details.later")
    if (!menu) return
    menu.open = true
    menu.querySelector(".holding-sheet button").focus()
  },

  "do_put-off"() {
    const rest = this.element.querySelector("[formaction$='/rest']")
    if (rest) this.element.requestSubmit(rest)
  },

  do_split() {
    const split = this.element.querySelector("[formaction$='/series']")
    if (split) this.element.requestSubmit(split)
  },
}
