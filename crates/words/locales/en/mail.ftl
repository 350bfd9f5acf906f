# Texts of mails that clients read. Formal where the language has a formal form. $by comes from time.ftl.

mail-holding-reply = Thank you for your message. I am on it, and you will hear from me { $by }.
mail-acknowledgement-subject = Re: { $subject }
mail-acknowledgement =
    Thank you for your message, it has arrived.

    We are not at work right now. We are back: { "{opening}" }. Then you will hear from us.

    { "{desk}" }
    (This answer was written automatically.)
mail-quote-lead = On { $when }, { $who } wrote:
mail-passed-on = Forwarded message
mail-passed-on-from = From: { $who }
mail-passed-on-date = Date: { $when }
mail-passed-on-subject = Subject: { $subject }
mail-passed-on-to = To: { $who }
