package org.compassnet.broken.analysis;

/** Talks where it should return. */
final class Prints {

  private Prints() {}

  static void say() {
    System.out.println("compass units: 41");
  }

  static void complain(Exception problem) {
    problem.printStackTrace();
  }
}
