package io.godwit.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.gateway.CannedGateway;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PlanCommandTest {
  private static final String POST = "POST /api/v1/plans";
  private static final String GET = "GET /api/v1/plans/P";
  private static final String PENDING = "{\"id\": \"P\", \"state\": \"pending\"}";
  private static final String MADE =
      """
      {"id": "P", "state": "made", "guest": {"uuid": "u1", "name": "web1"}, "source": "host1",
       "policy": {"name": "standard", "version": 1, "revision": 1,
         "objective": "least-work-lost", "initialDowntimeMillis": 300,
         "downtimeBudgetMillis": 500, "postCopyAllowed": true, "lastResort": "abort"},
       "dirtied": [{"periodMillis": 1000, "distinctBytes": 209715200}],
       "candidates": [
        {"host": "host2", "suitable": true, "verdict": "all facts are as they have to be",
         "score": 2.5,
         "weights": [{"name": "headroom", "value": 0.75, "reason": "3 of 4 GiB stay free"}],
         "facts": [
          {"name": "memory", "answer": "yes", "reason": "there is room", "evidence": "1 of 4 GiB",
           "at": "2026-11-21T12:00:00Z", "saidBy": "host2"},
          {"name": "disk-vda", "answer": "probably-yes", "reason": "to be copied",
           "evidence": "pool default", "at": "2026-11-21T12:00:00Z"}],
         "claims": {"memoryBytes": 644245094, "hugePages": [], "cells": [], "cpus": [],
           "devices": [{"kind": "pci", "sourceAddress": "0000:01:00.0",
             "address": "0000:02:00.0"}],
           "volumes": [{"target": "vda", "pool": "default", "volume": "web1.qcow2",
             "format": "qcow2", "capacityBytes": 1, "spaceBytes": 2147483648, "backing": []}]},
         "settings": {"maxDowntimeMillis": 300, "bandwidthLimitBytesPerSecond": 31457280,
           "switchoverBandwidthBytesPerSecond": 25165824, "postCopyArmed": true},
         "course": {"totalMillis": 8200, "sentBytes": 536870912, "downtimeMillis": 40,
           "note": "it converges by itself at 30.0 MiB/s", "probability": 0.93,
           "time": {"lowMillis": 7000, "highMillis": 9400}, "expected": "pre-copy"},
         "planned": ["Post-copy is armed: policy standard allows it."]},
        {"host": "host3", "suitable": false, "verdict": "cpu: no: the host lacks avx512f",
         "weights": [], "facts": [
          {"name": "cpu", "answer": "no", "reason": "the host lacks avx512f",
           "evidence": "Skylake-Server -> Haswell", "at": "2026-11-21T12:00:00Z"}]}]}
      """;

  @AutoClose private final CannedGateway gateway = new CannedGateway();

  @Test
  void everyHostGetsABlockWithVerdictScoreWeightsFactsAndCourse() {
    gateway.answer(POST, 202, PENDING).answer(GET, 404, "").answer(GET, 200, PENDING);
    gateway.answer(GET, 200, MADE);

    var ran = Commands.run(gateway, "plan", "web1", "--disk-copy", "full", "--class", "batch");

    assertThat(ran.status()).as(ran.toString()).isZero();
    assertThat(gateway.asked().getFirst())
        .isEqualTo(POST + " {\"guest\":\"web1\",\"guestClass\":\"batch\",\"diskCopy\":\"full\"}");
    assertThat(ran.out())
        .isEqualTo(
            """
            web1 on host1
              policy    standard, version 1, revision 1: least work lost, downtime 300 ms to \
            500 ms, post-copy allowed
              measured  it wrote to 200 MiB of memory within 1.0 s

            host2  SUITABLE  score 2.500
              verdict   all facts are as they have to be
              expected  pre-copy; it converges by itself with a probability of 93 %
              course    takes 7.0 s to 9.4 s, sends 512 MiB, downtime 40 ms; it converges by \
            itself at 30.0 MiB/s
              reserves  memory 614 MiB, pci 0000:02:00.0 in place of 0000:01:00.0, 2.0 GiB in \
            pool default for a qcow2 volume of disk vda
              is told   downtime at most 300 ms, sends at most 30.0 MiB/s, switch-over at \
            24.0 MiB/s, post-copy armed
              because   Post-copy is armed: policy standard allows it.
              WEIGHT    VALUE  WHY
              headroom  0.750  3 of 4 GiB stay free
              FACT      GRADE         EVIDENCE      REASON
              memory    yes           1 of 4 GiB    there is room
              disk-vda  probably-yes  pool default  to be copied

            host3  NOT SUITABLE
              verdict   cpu: no: the host lacks avx512f
              FACT  GRADE  EVIDENCE                   REASON
              cpu   no     Skylake-Server -> Haswell  the host lacks avx512f
            """);
  }

  @Test
  void planForAHostThatWouldRefuseFails() {
    var refused =
        MADE.replace("\"suitable\": true", "\"suitable\": false").replace("\"score\": 2.5,", "");
    gateway.answer(POST, 202, PENDING).answer(GET, 200, refused);

    var ran = Commands.run(gateway, "plan", "web1", "--to", "host2");

    assertThat(ran.status()).isEqualTo(1);
    assertThat(gateway.asked().getFirst()).contains("\"destination\":\"host2\"");
  }

  @Test
  void guestThatCannotMoveAtAllIsSaidOnce() {
    gateway
        .answer(POST, 202, PENDING)
        .answer(
            GET,
            200,
            "{\"id\":\"P\",\"state\":\"made\",\"refusal\":{\"field\":\"guest\","
                + "\"detail\":\"no host runs 'web1'\"},\"candidates\":[]}");

    var ran = Commands.run(gateway, "plan", "web1");

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out()).contains("would be refused: GUEST: no host runs 'web1'");
  }

  @Test
  void jsonIsThePlanAsTheGatewayGivesIt() {
    gateway.answer(POST, 202, PENDING).answer(GET, 200, MADE);

    var ran = Commands.run(gateway, "plan", "web1", "--json");

    assertThat(ran.status()).isZero();
    assertThat(ran.out()).contains("\"evidence\" : \"Skylake-Server -> Haswell\"");
  }
}
