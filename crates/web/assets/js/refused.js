// A form that was refused comes back with a place to look at. Turbo would mend the page around what its behaviours made of it
// and leave the focus where it was; such a page comes whole, and whoever sent it stands at that place.
let refused = false

addEventListener("turbo:before-fetch-response", ({ target, detail }) => {
  if (target.matches?.("form")) refused = detail.fetchResponse.clientError
})

addEventListener("turbo:before-render", ({ detail }) => {
  if (!refused || detail.renderMethod !== "morph" || !detail.newBody.querySelector("[autofocus]")) return
  detail.render = (current, next) => current.replaceWith(next)
})

addEventListener("turbo:render", ({ detail }) => {
  if (refused && detail.renderMethod === "morph") document.querySelector("[autofocus]")?.focus()
  refused = false
})

addEventListener("turbo:frame-render", () => { refused = false })
