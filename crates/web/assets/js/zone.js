// Fills in the time zone that the browser knows.
import { Controller } from "@hotwired/stimulus"

export default class extends Controller {
  static targets = ["field"]

  connect() {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
    if (zone?.includes("/")) this.fieldTarget.value = zone
  }
}
