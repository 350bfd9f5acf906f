# Texts of mails that clients read. Formal where the language has a formal form. $by comes from time.ftl.

mail-holding-reply = Thank you for your message. I am on it, and you will hear from me { $by }.
mail-acknowledgement-subject = Re: { $subject }
mail-acknowledgement =
    Hello,

    Thank you for your message, it has arrived.

    We are not at work right now. We are back: { "{opening}" }. Then you will hear from us. { "{emergency}" }

    { "{desk}" }
    (This answer was written automatically.)
mail-acknowledgement-instead =
    Hello,

    Thank you for your message, it has arrived.

    { "{member}" } is away and will be back { "{back}" }. Until then { "{instead}" } takes care of it. { "{emergency}" }

    { "{desk}" }
    (This answer was written automatically.)
mail-acknowledgement-away =
    Hello,

    Thank you for your message, it has arrived.

    { "{member}" } is away and will be back { "{back}" }. If it cannot wait, please write so: the rest of us read along. { "{emergency}" }

    { "{desk}" }
    (This answer was written automatically.)
mail-emergency-address = If it is an emergency, write to { $address }.
mail-emergency-word = If it is an emergency, write once more with ‘{ $word }’ in the subject.
mail-quote-lead = On { $when }, { $who } wrote:
mail-passed-on = Forwarded message
mail-passed-on-from = From: { $who }
mail-passed-on-date = Date: { $when }
mail-passed-on-subject = Subject: { $subject }
mail-passed-on-to = To: { $who }
# To members: an emergency, wherever they are.
mail-alert-subject = Emergency: { $name }, ‘{ $subject }’
mail-alert-lead = { $who } wrote ({ $when }), and it looks like an emergency.
mail-alert-open = Answer: { $link }
mail-alert-why = You get this because you gave this address for emergencies (Settings, Me, Hours and absences).
mail-alert-trial-subject = A trial: this is how an emergency reaches you
mail-alert-trial =
    This mail arrived, so an emergency will, too.

    Does your phone ring for it at night? Let it through the quiet hours there, if it should.
