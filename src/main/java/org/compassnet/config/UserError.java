package org.compassnet.config;

/**
 * Input that cannot be used. The message is one line that says what is wrong, where, which value
 * was given and what is allowed; commands print it as it is and end with status 2. It has no stack
 * trace, and no cause whose trace would be shown: what it tells is in the line, and a notebook
 * shows nothing else.
 */
public class UserError extends RuntimeException {

  private final transient Throwable origin;

  public UserError(String message) {
    this(message, null);
  }

  /**
   * @param origin what was thrown first, the reason of which the message gives
   */
  public UserError(String message, Throwable origin) {
    super(message, null, false, false);
    this.origin = origin;
  }

  /** What was thrown first, for whoever looks for a defect; null if nothing was. */
  public Throwable origin() {
    return origin;
  }
}
