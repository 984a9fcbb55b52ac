package org.compassnet.network;

import java.util.List;
import java.util.ServiceLoader;

/**
 * The engines that are there, in the order of preference. Looked for once: a look through all jars
 * takes as long as a short run.
 */
final class InstalledEngines {

  static final List<Engine> ALL =
      ServiceLoader.load(Engine.class, Engine.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .toList();

  private InstalledEngines() {}
}
