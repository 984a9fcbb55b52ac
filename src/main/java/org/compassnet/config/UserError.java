package org.compassnet.config;

/**
 * Input that cannot be used. The message is one line that says what is wrong, where, which value
 * was given and what is allowed; commands print it as it is and end with status 2.
 */
public final class UserError extends RuntimeException {

  public UserError(String message) {
    super(message);
  }

  public UserError(String message, Throwable cause) {
    super(message, cause);
  }
}
