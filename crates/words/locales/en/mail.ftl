# Texts of mails that clients read. Formal where the language has a formal form. $by comes from time.ftl.

mail-holding-reply = Thank you for your message. I am on it, and you will hear from me { $by }.
