package io.godwit.service.testing;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Settings bound as a service binds them: unknown keys are refused. */
public final class Settings {
  private Settings() {}

  public static <T> T bound(String prefix, Class<T> type, Map<String, String> keys) {
    return new Binder(new MapConfigurationPropertySource(keys))
        .bindOrCreate(
            prefix, Bindable.of(type), new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
  }

  /** An environment that has these keys. */
  public static ConfigurableEnvironment environment(Map<String, String> keys) {
    var environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("test", new HashMap<String, Object>(keys)));
    return environment;
  }
}
