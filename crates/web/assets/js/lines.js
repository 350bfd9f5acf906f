// Lines of the box a mail is written in, as its elements stand: which one words stand in, and taking one out. Knows no editor.
export const lineOf = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentNode : node).closest("div, li")

// A line goes, and one of the two empty lines around it.
export function emptied(line) {
  const [before, after] = [line.previousElementSibling, line.nextElementSibling]
  const isEmpty = (other) => other?.nodeName === "DIV" && !other.textContent.trim()
  if (isEmpty(after)) after.remove()
  else if (isEmpty(before)) before.remove()
  if (line.parentNode.childElementCount > 1) line.remove()
  else line.replaceChildren(document.createElement("br"))
}

// The words with the blank that parted them from the others.
export function withBlank(range) {
  const { startContainer, startOffset, endContainer, endOffset } = range
  if (/^\s/.test(endContainer.data?.slice(endOffset) ?? "")) range.setEnd(endContainer, endOffset + 1)
  else if (/\s$/.test(startContainer.data?.slice(0, startOffset) ?? "")) range.setStart(startContainer, startOffset - 1)
  return range
}
