package io.godwit.agent.host;

import io.godwit.agent.hypervisor.Offer;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.Fact.Answer;
import io.godwit.events.agent.GuestNeeds;
import java.util.regex.Pattern;

/**
 * The guest's CPU against the one that the hypervisor here offers. libvirt compares definitions: a
 * definition that was not checked against what the emulator really gave the guest may say less than
 * the guest has seen.
 */
final class CpuFact {
  private static final Pattern MODE = Pattern.compile("\\bmode=(['\"])([a-z-]+)\\1");
  private static final Pattern CHECK = Pattern.compile("\\bcheck=(['\"])([a-z]+)\\1");
  private static final Pattern MODEL = Pattern.compile("<model[^>]*>([^<]{1,100})</model>");

  private CpuFact() {}

  static Fact of(Answering answering, GuestNeeds needs, Offer offer) {
    var cpu = offer.cpu();
    var xml = needs.cpuXml();
    if (xml == null) {
      return answering.lasting(
          "cpu",
          Answer.PROBABLY_YES,
          "the guest has the CPU that comes with its machine type",
          "machine type " + needs.machine());
    }
    var evidence = "guest %s; %s".formatted(words(xml), cpu.words());
    return switch (cpu.comparison()) {
      case INCOMPATIBLE ->
          answering.lasting(
              "cpu",
              Answer.NO,
              cpu.missing().isEmpty()
                  ? "the CPUs are incompatible"
                  : "this host's CPU lacks " + String.join(", ", cpu.missing()),
              evidence);
      case IDENTICAL, SUPERSET -> covered(answering, xml, evidence);
      case UNKNOWN ->
          answering.lasting("cpu", Answer.NO_IDEA, "the CPUs could not be compared", evidence);
    };
  }

  private static Fact covered(Answering answering, String xml, String evidence) {
    return switch (first(MODE, xml)) {
      case "host-passthrough", "maximum" ->
          answering.lasting(
              "cpu",
              Answer.PROBABLY_NO,
              "the guest sees its host's CPU itself, of which the definition says nothing",
              evidence);
      case "host-model" ->
          answering.lasting(
              "cpu",
              Answer.PROBABLY_YES,
              "the model fits; which details the guest has seen is not in its definition",
              evidence);
      default ->
          first(CHECK, xml).equals("full")
              ? answering.lasting(
                  "cpu", Answer.YES, "this host's CPU has all that the guest has seen", evidence)
              : answering.lasting(
                  "cpu",
                  Answer.PROBABLY_YES,
                  "the definition fits; the guest may have seen features that it does not name",
                  evidence);
    };
  }

  private static String first(Pattern attribute, String xml) {
    int end = xml.indexOf('>');
    var matcher = attribute.matcher(end < 0 ? xml : xml.substring(0, end));
    return matcher.find() ? matcher.group(2) : "";
  }

  private static String words(String xml) {
    var model = MODEL.matcher(xml);
    return model.find() ? model.group(1) : "mode " + first(MODE, xml);
  }
}
