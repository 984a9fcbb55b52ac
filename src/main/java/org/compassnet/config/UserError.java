package org.compassnet.config;

/**
 * Input that cannot be used. The message is one line that says what is wrong, where, which value
 * was given and what is allowed; commands print it as it is and end with status 2. It has no stack
 * trace: what it tells is in the line, and a notebook shows nothing else.
 */
public class UserError extends RuntimeException {

  public UserError(String message) {
    this(message, null);
  }

  public UserError(String message, Throwable cause) {
    super(message, cause, false, false);
  }
}
