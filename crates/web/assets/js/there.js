// Shows in a list which conversations somebody else has open right now.
import { Controller } from "@hotwired/stimulus"

export default class extends Controller {
  static targets = ["faces"]

  connect() {
    this.hear = () => this.look()
    addEventListener("tact:presence", this.hear)
    this.timer = setInterval(() => this.look(), 30000)
    this.look()
  }

  disconnect() {
    clearInterval(this.timer)
    removeEventListener("tact:presence", this.hear)
  }

  async look() {
    if (document.hidden) return
    const answer = await fetch("/presence", { headers: { accept: "application/json" } }).catch(() => null)
    if (!answer?.ok) return
    const everybody = await answer.json()
    for (const place of this.facesTargets) faces(place, everybody.filter((one) => one.conversation === place.dataset.conversation))
  }
}

// Initials in a ring, with the whole sentence for whoever does not see them.
export function faces(place, people) {
  const known = people.map((one) => one.words).join(" ")
  if (place.dataset.known === known) return
  place.dataset.known = known
  place.replaceChildren(...people.map((one) => {
    const face = Object.assign(document.createElement("span"), { className: "face there", title: one.words })
    face.toggleAttribute("data-writing", one.writing)
    const letters = Object.assign(document.createElement("span"), { textContent: one.initials })
    letters.setAttribute("aria-hidden", "true")
    face.append(letters, Object.assign(document.createElement("span"), { className: "unseen", textContent: one.words }))
    return face
  }))
}
