// What this device remembers of telling a member on its screen: from when on to ask, and what was told. Nothing is kept
// for whoever did not ask for it.
const key = (member) => `tact-told-${member}`

export const canTell = () => "Notification" in window && isSecureContext && "locks" in navigator

export function remembered(member) {
  try {
    return JSON.parse(localStorage.getItem(key(member)))
  } catch {
    return null
  }
}

export const remember = (member, told) => localStorage.setItem(key(member), JSON.stringify(told))

export const forget = (member) => localStorage.removeItem(key(member))
