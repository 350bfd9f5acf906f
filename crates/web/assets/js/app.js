// Starts Turbo and hands every behaviour its name. No behaviour of its own.
import "@hotwired/turbo"
import { Application } from "@hotwired/stimulus"
import AgainController from "tact/again"
import ConversationController from "tact/conversation"
import CopyController from "tact/copy"
import CountdownController from "tact/countdown"
import DraftController from "tact/draft"
import EditorController from "tact/editor"
import FilesController from "tact/files"
import FlashController from "tact/flash"
import GateController from "tact/gate"
import KeysController from "tact/keys"
import LiveController from "tact/live"
import MentionController from "tact/mention"
import NotificationsController from "tact/notifications"
import NotifyController from "tact/notify"
import OriginalController from "tact/original"
import PaletteController from "tact/palette"
import PaneController from "tact/pane"
import PasskeyController from "tact/passkey"
import PeopleController from "tact/people"
import PresenceController from "tact/presence"
import RowsController from "tact/rows"
import SeriesController from "tact/series"
import StepsController from "tact/steps"
import SuggestController from "tact/suggest"
import ThereController from "tact/there"
import ZoneController from "tact/zone"
import "tact/refused"

const application = Application.start()
application.register("again", AgainController)
application.register("conversation", ConversationController)
application.register("copy", CopyController)
application.register("countdown", CountdownController)
application.register("draft", DraftController)
application.register("editor", EditorController)
application.register("files", FilesController)
application.register("flash", FlashController)
application.register("gate", GateController)
application.register("keys", KeysController)
application.register("live", LiveController)
application.register("mention", MentionController)
application.register("notifications", NotificationsController)
application.register("notify", NotifyController)
application.register("original", OriginalController)
application.register("palette", PaletteController)
application.register("pane", PaneController)
application.register("passkey", PasskeyController)
application.register("people", PeopleController)
application.register("presence", PresenceController)
application.register("rows", RowsController)
application.register("series", SeriesController)
application.register("steps", StepsController)
application.register("suggest", SuggestController)
application.register("there", ThereController)
application.register("zone", ZoneController)
