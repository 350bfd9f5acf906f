// Passkeys: hands the server's challenge to the browser and its answer back. Hidden where a browser knows none.
import { Controller } from "@hotwired/stimulus"

export default class extends Controller {
  static targets = ["problem", "name"]
  static values = { begin: String, finish: String, next: String, failed: String }

  connect() {
    this.element.hidden = !("PublicKeyCredential" in window)
  }

  signIn() {
    return this.run((options) => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options.publicKey) }))
  }

  register() {
    return this.run((options) => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options.publicKey) }))
  }

  async run(ask) {
    this.problemTarget.hidden = true
    try {
      const challenge = await this.post(this.beginValue, {})
      const credential = await ask(challenge.options)
      const name = this.hasNameTarget ? this.nameTarget.value : ""
      const answer = await this.post(this.finishValue, { ticket: challenge.ticket, name, next: this.nextValue, credential: credential.toJSON() })
      location.assign(answer.next)
    } catch (fault) {
      this.problemTarget.textContent = fault.words ?? this.failedValue
      this.problemTarget.hidden = false
    }
  }

  async post(url, body) {
    const answer = await fetch(url, { method: "POST", headers: { "content-type": "application/json", accept: "application/json" }, body: JSON.stringify(body) })
    const data = await answer.json()
    if (!answer.ok) throw Object.assign(new Error("refused"), { words: data.words })
    return data
  }
}
