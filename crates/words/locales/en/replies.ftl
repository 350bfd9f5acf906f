# Saved replies: written once, used often.

refused-saved-no-title = Give it a name to find it by.
refused-saved-empty = Nothing is written in it.
refused-saved-too-long = Longer than a mail is. Make two of it.
refused-saved-too-many = There are 500 of them. Remove some that nobody uses.
refused-saved-nothing = This reply is not here any more.
refused-saved-unknown = Nobody can fill in { $word }. These can be filled in: see the list below.
page-settings-saved-replies = Saved replies
page-replies-lead = Answers you write often. What is used becomes an ordinary draft, and is read by the rulebook before it goes.
page-replies-name = first name of whoever is written to
page-replies-client = their company
page-replies-me = your name
page-replies-desk = the name of the agency
page-replies-none = No reply is saved yet.
page-replies-none-more = Write one below: what you explain for the third time belongs here.
page-replies-title = Name
page-replies-text = Text
page-replies-save = Save
page-replies-remove = Remove
page-replies-new = A new one
page-replies-add = Save the reply
saved-button = Saved reply
saved-what = Goes below what is written, with the names filled in.
flash-reply-removed = Removed.
part-slip-variable = “{ $word }” was not filled in.
