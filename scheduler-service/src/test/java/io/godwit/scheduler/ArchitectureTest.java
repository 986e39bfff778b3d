package io.godwit.scheduler;

import io.godwit.service.testing.CoreIsPure;
import io.godwit.service.testing.ServiceClasses;

class ArchitectureTest implements CoreIsPure {
  private static final ServiceClasses SERVICE = ServiceClasses.of("io.godwit.scheduler", 40, 20);

  @Override
  public ServiceClasses service() {
    return SERVICE;
  }
}
