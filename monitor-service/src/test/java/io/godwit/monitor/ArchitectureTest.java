package io.godwit.monitor;

import io.godwit.service.testing.CoreIsPure;
import io.godwit.service.testing.ServiceClasses;

class ArchitectureTest implements CoreIsPure {
  private static final ServiceClasses SERVICE = ServiceClasses.of("io.godwit.monitor", 8, 5);

  @Override
  public ServiceClasses service() {
    return SERVICE;
  }
}
