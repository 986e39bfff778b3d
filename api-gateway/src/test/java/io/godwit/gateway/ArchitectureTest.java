package io.godwit.gateway;

import io.godwit.service.testing.CoreIsPure;
import io.godwit.service.testing.ServiceClasses;

class ArchitectureTest implements CoreIsPure {
  private static final ServiceClasses SERVICE = ServiceClasses.of("io.godwit.gateway", 20, 20);

  @Override
  public ServiceClasses service() {
    return SERVICE;
  }
}
