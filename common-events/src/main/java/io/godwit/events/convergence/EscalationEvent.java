package io.godwit.events.convergence;

import io.godwit.events.About;

/** What the policy decided, and what came of it. */
public sealed interface EscalationEvent permits EscalationDecided, EscalationVerified {
  About about();
}
