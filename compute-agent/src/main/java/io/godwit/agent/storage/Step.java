package io.godwit.agent.storage;

import io.godwit.events.agent.Claims;

/** One step of a preparation. */
public sealed interface Step {
  /** What it makes. */
  Made made();

  record LogIn(IscsiTarget target) implements Step {
    @Override
    public Made made() {
      return Made.session(target);
    }
  }

  record StartPool(String pool) implements Step {
    @Override
    public Made made() {
      return Made.pool(pool);
    }
  }

  record MakeVolume(Claims.Volume volume) implements Step {
    @Override
    public Made made() {
      return Made.volume(volume.pool(), volume.volume());
    }
  }
}
