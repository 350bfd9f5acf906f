// How to come back to where the focus is in the list of findings once it is drawn anew: in the same note, wherever it stands then, else at
// the same button. What is open stays open.
const notes = (list) => [...list.querySelectorAll(".checks-notes > li")]
const name = (note) => [...note.querySelectorAll(":scope > p:first-child, q")].map((part) => part.textContent).join(" ")
const buttons = (within) => [...within.querySelectorAll("button, summary")]

export default function placeIn(list) {
  const focus = list.contains(document.activeElement) ? document.activeElement : null
  const stood = focus?.closest(".checks-notes > li")
  const [words, inNote, inAll] = [stood && name(stood), stood ? buttons(stood).indexOf(focus) : -1, buttons(list).indexOf(focus)]
  const open = notes(list).filter((note) => note.querySelector(".checks-choices[open]")).map(name)
  return () => {
    for (const note of notes(list)) if (open.includes(name(note))) note.querySelector(".checks-choices")?.setAttribute("open", "")
    if (!focus) return
    const same = notes(list).find((note) => name(note) === words)
    const next = (same && buttons(same)[inNote]) ?? buttons(list)[inAll] ?? list
    next.focus()
  }
}
