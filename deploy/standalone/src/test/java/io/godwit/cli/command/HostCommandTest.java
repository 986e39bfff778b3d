package io.godwit.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.gateway.CannedGateway;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostCommandTest {
  private static final String GET = "GET /api/v1/hosts";
  private static final String PUT = "PUT /api/v1/hosts/host1/settings";
  private static final String HOSTS =
      """
      {"hosts": [{"host": "host1", "alive": true, "hypervisorConnected": true,
        "hypervisor": "QEMU 11.1.2, libvirt 12.8.0", "memoryBytes": 4294967296, "cpus": 4,
        "linkRateBytesPerSecond": 62914560, "sending": 2, "receiving": 0,
        "guests": [{"uuid": "u", "name": "calm", "state": "running", "memoryBytes": 1},
                   {"uuid": "v", "name": "old", "state": "shut-off", "memoryBytes": 1}],
        "settings": {"outgoingLimit": 3, "closed": true, "windows": [
          {"kind": "blackout", "from": "2026-12-24T18:00:00Z", "until": "2026-12-26T06:00:00Z"}]},
        "resources": {"versions": {"hypervisor": 11001002, "libvirt": 12008000},
          "networks": [{"kind": "network", "name": "default"}],
          "pools": [{"name": "default", "type": "dir", "active": true,
            "availableBytes": 1073741824}],
          "hugePages": [{"pageBytes": 2097152, "memoryBytes": 536870912}],
          "cells": [{"cell": 0, "memoryBytes": 4294967296, "cpus": [0, 1]}],
          "devices": [{"kind": "pci", "address": "0000:01:00.0", "vendor": "10de",
            "product": "1eb8", "usedBy": "calm"}]}}]}
      """;

  @AutoClose private final CannedGateway gateway = new CannedGateway().answer(GET, 200, HOSTS);

  @Test
  void hostIsShownWithItsSettingsAndWhatItHas() {
    var ran = Commands.run(gateway, "host", "host1");

    assertThat(ran.status()).isZero();
    assertThat(ran.out())
        .isEqualTo(
            """
            host       host1
            state      closed
            hypervisor QEMU 11.1.2, libvirt 12.8.0
            memory     4.0 GiB
            cpus       4
            link       60.0 MiB/s
            sends      2, limit 3
            receives   0, limit by the configuration
            bandwidth  by the configuration
            window     blackout from 2026-12-24T18:00:00Z until 2026-12-26T06:00:00Z
            network    default (network)
            pool       default (dir), 1.0 GiB free
            huge pages 512 MiB in pages of 2 MiB
            cell       0: 4.0 GiB, CPUs 0,1
            device     pci 0000:01:00.0 (10de:1eb8), used by calm
            guests     calm, old (shut-off)
            """);
  }

  @Test
  void hostsShowLimitsAndResourcesInShort() {
    var ran = Commands.run(gateway, "hosts");

    assertThat(ran.status()).isZero();
    assertThat(ran.out())
        .contains("HOST   STATE   HYPERVISOR", "SENDS  RECEIVES  HAS")
        .contains(
            "2/3    0         1 network, 1 pool, 512 MiB in huge pages, 1 device  "
                + "calm, old (shut-off)");
  }

  @Test
  void oneSettingChangesAndTheOthersStay() {
    gateway.answer(PUT, 202, "");
    gateway.answer(
        GET,
        200,
        HOSTS.replace(
            "\"outgoingLimit\": 3, \"closed\": true",
            "\"outgoingLimit\": 1,"
                + " \"closed\": false, \"bandwidthCapBytesPerSecond\": 37500000"));

    var ran =
        Commands.run(
            gateway, "host", "host1", "--outgoing", "1", "--open", "--bandwidth", "300mbit");

    assertThat(ran.status()).as(ran.toString()).isZero();
    assertThat(gateway.asked())
        .contains(
            PUT
                + " {\"outgoingLimit\":1,\"bandwidthCapBytesPerSecond\":37500000,\"closed\":false,"
                + "\"windows\":[{\"kind\":\"blackout\",\"from\":\"2026-12-24T18:00:00Z\","
                + "\"until\":\"2026-12-26T06:00:00Z\"}]}");
    assertThat(ran.out()).contains("state      open", "sends      2, limit 1");
  }

  @Test
  void postCopyIsForbiddenAndThatIsShown() {
    gateway.answer(PUT, 202, "");
    gateway.answer(
        GET,
        200,
        HOSTS.replace("\"closed\": true", "\"closed\": true, \"postCopyForbidden\": true"));

    var ran = Commands.run(gateway, "host", "host1", "--post-copy", "forbid");

    assertThat(ran.status()).as(ran.toString()).isZero();
    assertThat(gateway.asked())
        .anySatisfy(asked -> assertThat(asked).contains(PUT, "\"postCopyForbidden\":true"));
    assertThat(ran.out()).contains("post-copy  forbidden");
  }

  @Test
  void windowsAreAddedOrTakenAway() {
    gateway.answer(PUT, 202, "");
    gateway.answer(
        GET,
        200,
        HOSTS.replaceFirst(
            "(?s)\"windows\": \\[.*?]",
            "\"windows\": [{\"kind\": \"maintenance\", \"from\": \"2026-12-01T21:00:00Z\","
                + " \"until\": \"2026-12-02T01:00:00Z\", \"everyMillis\": 604800000}]"));

    var ran =
        Commands.run(
            gateway,
            "host",
            "host1",
            "--no-windows",
            "--maintenance",
            "2026-12-01T22:00+01:00/PT4H/P7D");

    assertThat(ran.status()).as(ran.toString()).isZero();
    assertThat(ran.out())
        .contains(
            "window     maintenance from 2026-12-01T21:00:00Z until 2026-12-02T01:00:00Z, again"
                + " every 7 d");
  }

  @Test
  void resetLeavesNothingSaid() {
    gateway.answer(PUT, 202, "");
    gateway.answer(GET, 200, HOSTS.replaceFirst("(?s)\"settings\": .*?}]},", ""));

    var ran = Commands.run(gateway, "host", "host1", "--reset", "--json");

    assertThat(ran.status()).as(ran.toString()).isZero();
    assertThat(gateway.asked()).contains(PUT + " {}");
    assertThat(ran.out()).startsWith("{").contains("\"host\" : \"host1\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          host nowhere                              | HOST: there is no host 'nowhere'
          host host1 --outgoing -1                  | '--outgoing': -1 is not between 0 and
          host host1 --incoming few                 | '--incoming': 'few' is not a whole number
          host host1 --bandwidth fast               | '--bandwidth': 'fast' is not a rate
          host host1 --post-copy maybe              | '--post-copy': 'maybe' is none of forbid
          host host1 --open --closed                | --open: contradicts --closed
          host host1 --reset --closed               | --reset: takes no other setting along
          host host1 --blackout tomorrow            | '--blackout' (FROM/UNTIL): 'tomorrow' is not
          host host1 --blackout 2026-12-24/P1D      | '--blackout' (FROM/UNTIL): '2026-12-24/P1D' is
          host host1 --blackout 2026-12-24T00:00Z/2026-12-23T00:00Z | ends before it begins
          host host1 --maintenance 2026-12-24T00:00Z/PT2H/PT1H | comes again before it has ended
          """)
  void wrongSettingsAreNamedAndNothingIsChanged(String arguments, String message) {
    var ran = Commands.run(gateway, arguments.split(" +"));

    assertThat(ran.status()).as(ran.toString()).isEqualTo(2);
    assertThat(ran.err()).contains(message);
    assertThat(gateway.asked()).noneMatch(asked -> asked.startsWith("PUT"));
  }
}
