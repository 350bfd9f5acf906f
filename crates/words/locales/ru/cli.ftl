# Texts of the command line. The same rules as in web.ftl; keys begin with cli-<command>-.

