package io.godwit.cli.command.option;

/** Whether something is allowed. */
record Permission(boolean allowed) {}
