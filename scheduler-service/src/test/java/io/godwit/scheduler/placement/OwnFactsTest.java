package io.godwit.scheduler.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.events.Reason;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.Fact.Answer;
import io.godwit.events.host.HostSettings;
import io.godwit.scheduler.dispatch.Fleet.Phase;
import io.godwit.scheduler.dispatch.Flies;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.dispatch.Scene;
import io.godwit.scheduler.forecast.Load;
import io.godwit.scheduler.placement.OwnFacts.Known;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnFactsTest {
  private final Scene scene = new Scene(1000, "host1", "host2").guest("host1", "a", 500);

  @Test
  void allOfThemInTheirOrder() {
    assertThat(facts(Known.NOTHING))
        .extracting(Fact::name, Fact::answer)
        .containsExactly(
            tuple("capacity", Answer.YES),
            tuple("affinity", Answer.PROBABLY_YES),
            tuple("host-open", Answer.YES),
            tuple("clock-skew", Answer.NO_IDEA),
            tuple("convergence", Answer.NO_IDEA));
  }

  @Test
  void whatIsKnownBesideTheFleetIsJudged() {
    var dirtying = new Load.Dirtying(new BytesPerSecond(1000), Bytes.ofMebi(1));
    var known = new Known(Duration.ofMillis(3), dirtying);
    scene.settings.put("host2", new HostSettings(null, null, null, true, List.of()));
    assertThat(facts(known))
        .extracting(Fact::answer)
        .containsExactly(Answer.YES, Answer.PROBABLY_YES, Answer.NO, Answer.YES, Answer.YES);
  }

  @Test
  void ownClaimCountsAsFreeAndOthersDoNot() {
    claimed("a", 600);
    assertThat(facts(Known.NOTHING).getFirst().answer()).isEqualTo(Answer.YES);
    claimed("other", 450);
    assertThat(facts(Known.NOTHING).getFirst())
        .extracting(Fact::answer, Fact::evidence)
        .containsExactly(
            Answer.PROBABLY_NO, "free 550.0 MiB, guest 500.0 MiB, with margin 600.0 MiB");
  }

  @Test
  void hostThatNobodyHasHeardOfHasNone() {
    var waiting = Scene.waiting(Scene.spec("a", 500), Reason.USER, Scene.NOW, null);
    assertThat(
            OwnFacts.of(
                    scene.fleet(),
                    waiting,
                    new HostId("host9"),
                    Known.NOTHING,
                    Scene.NOW,
                    Limits.DEFAULT)
                .facts())
        .isEmpty();
  }

  private void claimed(String name, long mebi) {
    scene.flies(name, mebi, "host1", "host2", Phase.AHEAD, Reason.USER);
    scene.butFlight(flight -> Flies.with(flight, it -> it.claims = Claims.of(Bytes.ofMebi(mebi))));
  }

  private List<Fact> facts(Known known) {
    var waiting = Scene.waiting(Scene.spec("a", 500), Reason.USER, Scene.NOW, null);
    return OwnFacts.of(
            scene.fleet(), waiting, new HostId("host2"), known, Scene.NOW, Limits.DEFAULT)
        .facts();
  }
}
